import { routes } from '@tongxing/contract';
import { useState } from 'react';
import { useLoaded } from '@/api/loaded';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { CodeEntry } from '@/ui/code-entry';
import { CopyAddress } from '@/ui/copy-address';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { vendor } from '@/vendor';
import { dayAndTime, dayOf } from '@/words/times';

const readOwnData = () => ownNode().call(routes.getOwnData, {});

/** What is held of her: to take away as a file, and the way to have it destroyed. */
export default function OwnData() {
  const t = useWords();
  const { value: data, task, again } = useLoaded(readOwnData);
  return (
    <Page title={t('我的数据', 'My data')}>
      <p className="lead">
        {t(
          '本平台保存的您的全部信息,您可以取走,也可以要求销毁。',
          'All that this platform holds of you is yours to take away, and yours to have destroyed.',
        )}
      </p>
      {data === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      <Export onDone={again} />
      {data !== undefined && data.exports.length > 0 && (
        <Card title={t('导出记录', 'Exports')}>
          <ul className="list">
            {data.exports.map(({ exportId, at }) => (
              <li key={exportId} className="list-item">
                {dayAndTime(t, at)}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {data !== undefined && (
        <Card title={t('注销账号', 'Close the account')}>
          <p>
            {data.closure === null
              ? t(
                  '注销会销毁您的信息,依法须留存的除外。先看清楚会怎样,再决定。',
                  'Closing your account destroys what is held of you, but for what the law keeps. See first what it means.',
                )
              : t(
                  `已申请注销,${dayOf(t, data.closure.dueAt)}开始办理,在此之前可以撤回。`,
                  `You have asked to close it; it begins on ${dayOf(t, data.closure.dueAt)} and can be taken back until then.`,
                )}
          </p>
          <Button kind="plain" onClick={() => goTo('close-account/index')}>
            {data.closure === null ? t('了解注销', 'What it means') : t('查看或撤回', 'See it or take it back')}
          </Button>
        </Card>
      )}
    </Page>
  );
}

function Export({ onDone }: { readonly onDone: () => void }) {
  const t = useWords();
  const task = useTask();
  const [kept, setKept] = useState(false);
  const { keepFile } = vendor;
  const take = async (code: string) => {
    const document = await ownNode().call(routes.exportOwnData, { body: { code } });
    await keepFile?.(JSON.stringify(document, undefined, 1), `tongxing-${document.at.slice(0, 10)}.json`);
    setKept(true);
    onDone();
  };
  if (keepFile === undefined) {
    return (
      <Card title={t('导出', 'Export')}>
        <p>
          {t(
            '支付宝里不能保存这种文件。请在手机浏览器中打开本省健康码导出。',
            'Alipay cannot keep a file of this kind. Open the health code of this province in a browser to export.',
          )}
        </p>
        <CopyAddress address={`${vendor.nodeUrl}/app/#/pages/own-data/index`} />
      </Card>
    );
  }
  return (
    <Card title={t('导出', 'Export')}>
      <p>
        {t(
          '一个文件,写明每一项是什么。里面有完整的姓名、证件号和行程,请只存放在自己的设备上。',
          'One file that says what everything is. Your full name, number and stays are in it: keep it on a device of your own.',
        )}
      </p>
      <CodeEntry
        task={task}
        onSend={async () => {
          await ownNode().call(routes.sendOwnDataCode, { body: { use: 'export' } });
        }}
        onEnter={take}
        doIt={t('导出全部信息', 'Export everything')}
      />
      {kept && <p role="status">{t('已导出。', 'Exported.')}</p>}
      <TroubleBox task={task} />
    </Card>
  );
}
