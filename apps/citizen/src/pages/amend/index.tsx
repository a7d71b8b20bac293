import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { lastDeclared, type Declared } from '@/api/declared';
import { useLoaded } from '@/api/loaded';
import { HealthForm } from '@/forms/health-form';
import { inWindow } from '@/forms/stays';
import { StayList } from '@/forms/stay-list';
import { keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { SendAmended } from './send-amended';

/** One of the two declarations, begun with what she said the last time: to add what is new, or to put right what was wrong. */
export default function Amend() {
  const t = useWords();
  const { what = 'health', correct } = useRouter().params;
  const isCorrection = correct === '1';
  const { value: declared, task } = useLoaded(lastDeclared);
  const isThere = what === 'health' ? declared?.answers !== undefined : declared?.stays !== undefined;
  return (
    <Page title={isCorrection ? t('更正申报', 'Correct it') : t('更新申报', 'Tell what is new')}>
      {declared === undefined && task.busy && <Waiting>{t('正在读取上次的申报', 'Reading what you declared')}</Waiting>}
      {declared !== undefined && !isThere && (
        <Card>
          <p>{t('还没有申报过,请先申报。', 'Nothing is declared yet: please declare first.')}</p>
          <Button onClick={() => goTo('declare/index')}>{t('去申报', 'Declare')}</Button>
        </Card>
      )}
      {declared !== undefined && isThere && (
        <Begun declared={declared} what={what === 'health' ? 'health' : 'itinerary'} isCorrection={isCorrection} />
      )}
      <TroubleBox task={task} />
    </Page>
  );
}

interface BegunProps {
  readonly declared: Declared;
  readonly what: 'health' | 'itinerary';
  readonly isCorrection: boolean;
}

function Begun({ declared, what, isCorrection }: BegunProps) {
  const { drafts } = useKept();
  const t = useWords();
  const [begun] = useState(() => inWindow(declared.stays ?? [], Date.now()));
  const answers = drafts.answers ?? declared.answers ?? { symptoms: [], contactWithCase: false };
  const stays = drafts.stays ?? begun;
  return (
    <>
      <p className="lead">
        {isCorrection
          ? t('下面是您上次填的,请改成实际情况。', 'This is what you said the last time: please put it right.')
          : t('下面是您上次填的,请加上新的情况。', 'This is what you said the last time: please add what is new.')}
      </p>
      {what === 'health' ? (
        <HealthForm answers={answers} onChange={(changed) => keepDraft({ answers: changed })} />
      ) : (
        <StayList stays={stays} onChange={(changed) => keepDraft({ stays: changed })} />
      )}
      <SendAmended what={what} isCorrection={isCorrection} answers={answers} stays={stays} />
    </>
  );
}
