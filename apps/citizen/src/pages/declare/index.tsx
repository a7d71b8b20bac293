import { useEffect, useMemo, useRef, useState } from 'react';
import { routes, type schemas } from '@tongxing/contract';
import { settledColour } from '@/api/declared';
import { useIntent } from '@/api/intent';
import { learnProvince, node } from '@/api/node';
import { patiently } from '@/api/patience';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import type { EnteredStay } from '@/forms/check-stays';
import { HealthForm } from '@/forms/health-form';
import { confirmed, PledgeCard, usePledge } from '@/forms/pledge-card';
import { StayList } from '@/forms/stay-list';
import { homeFor, upToNow } from '@/forms/stays';
import { getKept, keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, TroubleBox } from '@/ui/kit';
import { StepButtons, StepProgress } from '@/ui/steps';
import { back, Page } from '@/ui/page';

type Part = 'health' | 'itinerary' | 'pledge';
const parts: readonly Part[] = ['health', 'itinerary', 'pledge'];

/** Health, itinerary, pledge: one thing at a time; what is entered is kept on the phone until it is sent. */
export default function Declare() {
  const { drafts, me, province } = useKept();
  const t = useWords();
  const task = useTask();
  const [part, setPart] = useState<Part>('health');
  const pledge = usePledge();
  const [promised, setPromised] = useState(false);
  const answers = drafts.answers ?? { symptoms: [], contactWithCase: false };
  const division = me?.residence ?? province?.division;
  const atHome = useMemo(() => homeFor(division, Date.now()), [division]);
  const stays = drafts.stays ?? atHome;
  const [healthIntent, itineraryIntent] = [useIntent(), useIntent()];
  const ended = useRef<{ readonly of: readonly EnteredStay[]; readonly stays: schemas.Stay[] }>();
  useEffect(() => {
    task.run(async () => {
      if (getKept().province === undefined) await learnProvince();
    });
  }, [task.run]);
  const send = async () => {
    if (pledge.text === undefined) return;
    const word = confirmed(pledge.text);
    // Sent again it is the same to the byte: where only the answer was lost, a province that takes one correction a day has not had it.
    if (ended.current?.of !== stays) ended.current = { of: stays, stays: upToNow(stays) };
    const health = { answers, pledge: word };
    const itinerary = { stays: ended.current.stays, pledge: word };
    await node().call(routes.declareHealth, { body: health, idempotencyKey: await healthIntent(health) });
    await node().call(routes.declareItinerary, { body: itinerary, idempotencyKey: await itineraryIntent(itinerary) });
    keepDraft({ answers: undefined, stays: undefined });
    await patiently(settledColour, 20_000);
    await refreshPerson();
    back();
  };
  const step = parts.indexOf(part);
  return (
    <Page title={t('健康申报', 'Your declaration')}>
      <StepProgress step={step} of={3} />
      {part === 'health' && <HealthForm answers={answers} onChange={(changed) => keepDraft({ answers: changed })} />}
      {part === 'itinerary' && <StayList stays={stays} onChange={(changed) => keepDraft({ stays: changed })} />}
      {part === 'pledge' && <PledgeCard pledge={pledge} promised={promised} onPromise={setPromised} />}
      {part === 'pledge' && (
        <Button disabled={!promised || pledge.text === undefined} busy={task.busy} onClick={() => task.run(send)}>
          {task.busy ? t('正在与各来源核对', 'Comparing with the sources') : t('提交申报', 'Declare')}
        </Button>
      )}
      <StepButtons
        step={step}
        onStep={(to) => setPart(parts[to] as Part)}
        next={part !== 'pledge'}
        mayGoOn={part !== 'itinerary' || stays.length > 0}
      />
      <TroubleBox task={task} />
    </Page>
  );
}
