import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goTo } from '@/ui/go';
import { Button, Card, Statement, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

const readHearings = async () => (await node().call(routes.listHearings, {})).hearings;

/** Where her declaration and the data differ: she is asked before anybody decides anything. */
export function Hearings() {
  const { value: hearings, task, again } = useLoaded(readHearings);
  return (
    <>
      {hearings?.map((hearing) => (
        <OneHearing key={hearing.hearingId} hearing={hearing} onAnswered={again} />
      ))}
      <TroubleBox task={task} />
    </>
  );
}

interface OneHearingProps {
  readonly hearing: schemas.Hearing;
  readonly onAnswered: () => void;
}

function OneHearing({ hearing, onAnswered }: OneHearingProps) {
  const t = useWords();
  const task = useTask();
  const [statement, setStatement] = useState('');
  const { hearingId, matter, places, state, dueAt, outcome } = hearing;
  const answer = async () => {
    await node().call(routes.answerHearing, { params: { hearingId }, body: { statement: statement.trim() } });
    onAnswered();
  };
  return (
    <Card title={t('请您说明', 'Please tell us')}>
      <p>{t.say(matter.text)}</p>
      {places.map((place) => (
        <p key={place} className="why">
          <DivisionName code={place} />
        </p>
      ))}
      {outcome !== null && <p className="quote">{t.say(outcome.text)}</p>}
      {state === 'heard' && (
        <p role="status">{t('您的说明已收到,正在核对。', 'Your statement has arrived and is being looked at.')}</p>
      )}
      {state === 'waiting-for-you' && (
        <>
          <p className="fine">
            {t(
              `请在 ${dayAndTime(t, dueAt)} 前说明,或补充申报;这不会自动带来处罚。`,
              `Tell us by ${dayAndTime(t, dueAt)}, or complete your declaration; no penalty follows by itself.`,
            )}
          </p>
          <Statement name={t('您的说明', 'What you say')} value={statement} onInput={setStatement} />
          <Button disabled={statement.trim() === ''} busy={task.busy} onClick={() => task.run(answer)}>
            {t('提交说明', 'Send')}
          </Button>
          <Button kind="quiet" onClick={() => goTo('declare/index')}>
            {t('补充申报', 'Complete the declaration')}
          </Button>
        </>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
