import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useIntent } from '@/api/intent';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { keepDraft, type JourneyEntered } from '@/store/kept';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goOnTo } from '@/ui/go';
import { Button, Card, Choice, Rows, TroubleBox } from '@/ui/kit';
import { transportNames } from '@/words/journeys';
import { dayOf, toInstant } from '@/words/times';

interface RegisterPartProps {
  readonly entered: JourneyEntered;
  /** What this province is called. */
  readonly here: string;
}

/** What she has entered, her word that her own province may be asked, and off it goes. */
export function RegisterPart({ entered, here }: RegisterPartProps) {
  const t = useWords();
  const task = useTask();
  const intent = useIntent();
  const [agreed, setAgreed] = useState(false);
  const { originDivision, destination, day, transport } = entered;
  if (originDivision === undefined || destination === undefined || day === undefined || transport === undefined)
    return undefined;
  const register = async () => {
    const body: schemas.PreArrivalRegistration = {
      originDivision,
      destination,
      travelDate: toInstant(day).slice(0, 10),
      transport,
      consent: { grade: 'asserted' },
    };
    await node().call(routes.registerPreArrival, { body, idempotencyKey: await intent(body) });
    keepDraft({ journey: undefined });
    goOnTo('journeys/index');
  };
  return (
    <>
      <Card title={t('请核对', 'Please check')}>
        <Rows
          rows={[
            [t('从', 'From'), <DivisionName key="from" code={originDivision} />],
            [t('到', 'To'), <DivisionName key="to" code={destination} />],
            [t('日期', 'Day'), `${dayOf(t, day)} · ${t.say(transportNames[transport])}`],
          ]}
        />
        <Choice
          name={t('我同意查询我在原省份的码', 'I agree that my own province is asked about my code')}
          more={t(
            `只用于判断这次能不能来${here},到达或作废后删除`,
            `only to judge this journey to ${here}; deleted once you are there or take it back`,
          )}
          on={agreed}
          onChange={setAgreed}
        />
      </Card>
      <Button disabled={!agreed} busy={task.busy} onClick={() => task.run(register)}>
        {t('登记', 'Register')}
      </Button>
      <TroubleBox task={task} />
    </>
  );
}
