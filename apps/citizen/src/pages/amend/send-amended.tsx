import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { useRef, useState } from 'react';
import { settledColour } from '@/api/declared';
import { useIntent } from '@/api/intent';
import { node } from '@/api/node';
import { patiently } from '@/api/patience';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import type { EnteredStay } from '@/forms/check-stays';
import { confirmed, PledgeCard, usePledge } from '@/forms/pledge-card';
import { upToNow } from '@/forms/stays';
import { now } from '@/phone/code';
import { keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, TroubleBox } from '@/ui/kit';
import { back } from '@/ui/page';
import { dayAndTime, startOfDay } from '@/words/times';

interface SendAmendedProps {
  readonly what: 'health' | 'itinerary';
  readonly isCorrection: boolean;
  readonly answers: schemas.HealthAnswers;
  readonly stays: readonly EnteredStay[];
}

/** Sends the one declaration; where no more can be corrected today, says from when on it can. */
export function SendAmended({ what, isCorrection, answers, stays }: SendAmendedProps) {
  const { drafts, province } = useKept();
  const t = useWords();
  const task = useTask();
  const pledge = usePledge();
  const intent = useIntent();
  const [promised, setPromised] = useState(false);
  const ended = useRef<{ readonly of: readonly EnteredStay[]; readonly stays: schemas.Stay[] }>();
  const send = async () => {
    if (pledge.text === undefined) return;
    const word = confirmed(pledge.text);
    try {
      if (what === 'health') {
        const body = { answers, pledge: word };
        const route = isCorrection ? routes.correctDeclaration : routes.declareHealth;
        await node().call(route, { body, idempotencyKey: await intent(body) });
      } else {
        // Sent again it is the same to the byte.
        if (ended.current?.of !== stays) ended.current = { of: stays, stays: upToNow(stays) };
        const body = { stays: ended.current.stays, pledge: word };
        await node().call(routes.declareItinerary, { body, idempotencyKey: await intent(body) });
      }
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'correction-used') {
        keepDraft({ correctAgainAt: now() + (error.problem.retryAfterSeconds ?? 0) * 1000 });
      }
      throw error;
    }
    keepDraft({ answers: undefined, stays: undefined });
    if (isCorrection && what === 'health' && province?.correctionsPerDay === 1) {
      keepDraft({ correctAgainAt: startOfDay(now(), -1) });
    }
    await patiently(settledColour, 20_000);
    await refreshPerson();
    back();
  };
  const again = drafts.correctAgainAt ?? 0;
  return (
    <>
      <PledgeCard pledge={pledge} promised={promised} onPromise={setPromised} />
      <Button
        disabled={!promised || pledge.text === undefined || (what === 'itinerary' && stays.length === 0)}
        busy={task.busy}
        onClick={() => task.run(send)}
      >
        {task.busy ? t('正在与各来源核对', 'Comparing with the sources') : t('提交', 'Send')}
      </Button>
      <TroubleBox task={task} />
      {task.trouble?.code === 'correction-used' && again > now() && (
        <p className="notice">
          {t(
            `${dayAndTime(t, again)} 起可以再次更正。填写的内容都在。`,
            `You can correct again from ${dayAndTime(t, again)}. What you entered is kept.`,
          )}
        </p>
      )}
    </>
  );
}
