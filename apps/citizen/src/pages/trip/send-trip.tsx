import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { useRef, useState } from 'react';
import { useIntent } from '@/api/intent';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import type { EnteredStay } from '@/forms/check-stays';
import { legTimes, type LegEntered } from '@/forms/leg-times';
import { confirmed, PledgeCard, usePledge } from '@/forms/pledge-card';
import { upToNow } from '@/forms/stays';
import { now } from '@/phone/code';
import { keepDraft } from '@/store/kept';
import { useWords } from '@/store/hooks';
import { goOnTo } from '@/ui/go';
import { Button, TroubleBox } from '@/ui/kit';
import { toInstant } from '@/words/times';

interface SendTripProps {
  readonly legs: readonly LegEntered[];
  readonly answers: schemas.HealthAnswers;
  readonly stays: readonly EnteredStay[];
}

/** The pledge, once for the whole trip. */
export function SendTrip({ legs, answers, stays }: SendTripProps) {
  const t = useWords();
  const task = useTask();
  const pledge = usePledge();
  const intent = useIntent();
  const [promised, setPromised] = useState(false);
  const sending = useRef<schemas.TripDeclaration>();
  const send = async () => {
    if (pledge.text === undefined) return;
    const times = legTimes(legs, now());
    sending.current ??= {
      legs: legs.map(({ division, kind, handOn }, position) => ({
        division,
        arriveAt: toInstant(times[position]?.arriveAt ?? 0),
        leaveAt: toInstant(times[position]?.leaveAt ?? 0),
        kind,
        handOn,
      })),
      answers,
      stays: upToNow(stays),
      pledge: confirmed(pledge.text),
    };
    try {
      await node().call(routes.declareTrip, { body: sending.current, idempotencyKey: await intent(sending.current) });
    } catch (error) {
      // Refused is refused: what is sent next is another request. Without an answer it is the same one again.
      if (error instanceof ProblemError && error.problem.status < 500) sending.current = undefined;
      throw error;
    }
    keepDraft({ legs: undefined, answers: undefined, stays: undefined });
    goOnTo('journeys/index');
  };
  return (
    <>
      <PledgeCard pledge={pledge} promised={promised} onPromise={setPromised} />
      <Button
        disabled={!promised || pledge.text === undefined || legs.length === 0}
        busy={task.busy}
        onClick={() => task.run(send)}
      >
        {t('提交行程申报', 'Declare the trip')}
      </Button>
      <TroubleBox task={task} />
    </>
  );
}
