import Taro, { useDidShow } from '@tarojs/taro';
import { routes } from '@tongxing/contract';
import { useState } from 'react';
import type { Conversion } from '@/api/conversions';
import { node } from '@/api/node';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { now } from '@/phone/code';
import { DivisionName } from '@/ui/division-name';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { nextWords, stateNames } from '@/words/progress';
import { dayAndTime } from '@/words/times';
import { Renewal } from './renewal';

/** Her applications to convert, the latest first; what can be renewed, and the way to a new one. */
export default function Conversions() {
  const t = useWords();
  const { drafts } = useKept();
  const task = useTask();
  const [list, setList] = useState<readonly Conversion[]>();
  useDidShow(() =>
    task.run(async () => {
      const [{ conversions }] = await Promise.all([node().call(routes.listConversions, {}), refreshPerson()]);
      setList(conversions);
    }),
  );
  const lastApproved = list?.find(({ state }) => state === 'approved');
  const isOpen = list?.some(({ actions }) => actions.includes('withdrawConversion')) === true;
  return (
    <Page title={t('外省码转换', 'Convert a code')}>
      {list === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      {drafts.sending !== undefined && (
        <Card title={t('有一份申请正在排队', 'An application is in the queue')}>
          <p>
            {t(
              '已填写的内容都在,轮到时自动提交。',
              'All you entered is kept; it is sent by itself when its turn comes.',
            )}
          </p>
          <Button onClick={() => goTo('convert/index')}>{t('查看排队', 'See the queue')}</Button>
        </Card>
      )}
      {list?.length === 0 && drafts.sending === undefined && (
        <Card title={t('还没有申请过', 'No application yet')}>
          <p>
            {t(
              '您在外省有绿码的,可以转换成本省的码,不用重新申领。一般 3 至 5 分钟办完,出发前就可以申请。',
              'With a green code of another province you can have one of this province. It usually takes 3 to 5 minutes; you can apply before you travel.',
            )}
          </p>
        </Card>
      )}
      {lastApproved !== undefined && !isOpen && <Renewal conversion={lastApproved} />}
      {list?.map((conversion) => (
        <Application key={conversion.conversionId} conversion={conversion} />
      ))}
      {list !== undefined && !isOpen && drafts.sending === undefined && (
        <Button
          kind={lastApproved === undefined ? 'main' : 'plain'}
          onClick={() => void Taro.navigateTo({ url: '/pages/convert/index' })}
        >
          {t('申请转换', 'Apply to convert')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Page>
  );
}

function Application({ conversion }: { readonly conversion: Conversion }) {
  const t = useWords();
  const { conversionId, originDivision, destination, state, shown, cause, next, submittedAt } = conversion;
  const name = t.say(stateNames[state]);
  return (
    <Card title={name}>
      <p>
        <DivisionName code={originDivision} /> → <DivisionName code={destination} />
      </p>
      <p>{t.say(cause === null ? shown : cause.text)}</p>
      {next !== null && <p className="hint">{nextWords(t, next, now())}</p>}
      <p className="fine">{t(`${dayAndTime(t, submittedAt)} 提交`, `Sent ${dayAndTime(t, submittedAt)}`)}</p>
      <Button
        kind="plain"
        name={t(`查看这份申请:${name}`, `See this application: ${name}`)}
        onClick={() => void Taro.navigateTo({ url: `/pages/conversion/index?id=${conversionId}` })}
      >
        {t('查看', 'See it')}
      </Button>
    </Card>
  );
}
