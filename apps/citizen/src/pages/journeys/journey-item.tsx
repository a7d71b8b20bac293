import { routes, type schemas } from '@tongxing/contract';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goTo } from '@/ui/go';
import { Button, Call, Card, Rows, TroubleBox } from '@/ui/kit';
import { answerNames, transportNames } from '@/words/journeys';
import { dayAndTime, dayOf } from '@/words/times';

interface JourneyItemProps {
  readonly journey: schemas.PreArrival;
  readonly onChange: () => void;
}

/** A registered journey: whether she may come by the rules of that day, why, and what to do for it. */
export function JourneyItem({ journey, onChange }: JourneyItemProps) {
  const t = useWords();
  const task = useTask();
  const { preArrivalId, originDivision, destination, travelDate, transport, state, answer, text, judgedAt } = journey;
  const params = { preArrivalId };
  const arrive = async () => {
    await node().call(routes.confirmArrival, { params });
    onChange();
  };
  const withdraw = async () => {
    await node().call(routes.withdrawPreArrival, { params });
    onChange();
  };
  return (
    <Card title={t.say(answerNames[answer])}>
      <Rows
        rows={[
          [t('从', 'From'), <DivisionName key="from" code={originDivision} />],
          [t('到', 'To'), <DivisionName key="to" code={destination} />],
          [t('日期', 'Day'), `${dayOf(t, `${travelDate}T00:00:00+08:00`)} · ${t.say(transportNames[transport])}`],
          state === 'arrived' ? [t('到达', 'Arrived'), t('已确认到达', 'You have confirmed it')] : undefined,
        ]}
      />
      <p role="status">{t.say(text)}</p>
      {state !== 'void' && <ToDo journey={journey} />}
      <p className="fine">{t(`${dayAndTime(t, judgedAt)} 判断`, `Judged ${dayAndTime(t, judgedAt)}`)}</p>
      {state === 'open' && (
        <>
          <Button busy={task.busy} onClick={() => task.run(arrive)}>
            {t('我已到达', 'I have arrived')}
          </Button>
          <Button kind="danger" disabled={task.busy} onClick={() => task.run(withdraw)}>
            {t('作废这次预登记', 'Take it back')}
          </Button>
        </>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}

/** Why, what it takes, and whom to tell. */
function ToDo({ journey: { reasons, unknown, declare, test, way, tell, answer } }: Pick<JourneyItemProps, 'journey'>) {
  const t = useWords();
  if (answer === 'to-verify') return undefined;
  const needs = [declare, test?.text ?? null, way?.text ?? null].filter((text) => text !== null);
  return (
    <>
      {answer !== 'may-come' &&
        reasons.map(({ ruleId, text, release, documentNumber }) => (
          <div key={ruleId} className="list-text">
            <p className="why">{t.say(text)}</p>
            <p>{t.say(release)}</p>
            <p className="fine">{documentNumber}</p>
          </div>
        ))}
      {unknown.map(({ input, source, text, cure }) => (
        <div key={`${input.code} ${source.code}`} className="list-text">
          <p>{t.say(text)}</p>
          <p className="fine">{t.say(cure)}</p>
        </div>
      ))}
      {needs.map((text) => (
        <p key={text.zh}>{t.say(text)}</p>
      ))}
      {declare !== null && (
        <Button kind="plain" onClick={() => goTo('declare/index')}>
          {t('去申报', 'Declare')}
        </Button>
      )}
      <p>{t.say(tell.text)}</p>
      {tell.contacts.map(({ division, phone }) => (
        <Call key={`${division} ${phone}`} phone={phone} />
      ))}
    </>
  );
}
