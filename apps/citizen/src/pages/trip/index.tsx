import { useEffect, useMemo, useState } from 'react';
import { learnProvince } from '@/api/node';
import { useTask } from '@/api/task';
import { HealthForm } from '@/forms/health-form';
import { homeFor } from '@/forms/stays';
import { StayList } from '@/forms/stay-list';
import { getKept, keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { TroubleBox } from '@/ui/kit';
import { Page } from '@/ui/page';
import { StepButtons, StepProgress } from '@/ui/steps';
import { LegList } from './leg-list';
import { SendTrip } from './send-trip';

const parts = ['legs', 'health', 'itinerary', 'send'] as const;
type Part = (typeof parts)[number];

/** Where she goes, in order, with one declaration for all of it. */
export default function TripPage() {
  const { drafts, me, province } = useKept();
  const t = useWords();
  const task = useTask();
  const [part, setPart] = useState<Part>('legs');
  useEffect(() => {
    task.run(async () => {
      if (getKept().province === undefined) await learnProvince();
    });
  }, [task.run]);
  const division = me?.residence ?? province?.division;
  const atHome = useMemo(() => homeFor(division, Date.now()), [division]);
  const legs = drafts.legs ?? [];
  const answers = drafts.answers ?? { symptoms: [], contactWithCase: false };
  const stays = drafts.stays ?? atHome;
  const step = parts.indexOf(part);
  const mayGoOn = part === 'legs' ? legs.length > 0 : part !== 'itinerary' || stays.length > 0;
  return (
    <Page title={t('多省行程', 'One trip, several provinces')}>
      {part === 'legs' && (
        <p className="lead">
          {t(
            '按先后填写要去的地方,健康和行程只申报一次。您同意的,转交给沿途各省;任何一段的结果都不影响您现有的码。',
            'Say where you go, in order; health and itinerary are declared once. What you agree to is handed on; whatever comes of one leg, the code you have stays as it is.',
          )}
        </p>
      )}
      <StepProgress step={step} of={parts.length} />
      {part === 'legs' && (
        <LegList legs={legs} here={province?.division} onChange={(changed) => keepDraft({ legs: changed })} />
      )}
      {part === 'health' && <HealthForm answers={answers} onChange={(changed) => keepDraft({ answers: changed })} />}
      {part === 'itinerary' && <StayList stays={stays} onChange={(changed) => keepDraft({ stays: changed })} />}
      {part === 'send' && <SendTrip legs={legs} answers={answers} stays={stays} />}
      <StepButtons step={step} onStep={(to) => setPart(parts[to] as Part)} next={part !== 'send'} mayGoOn={mayGoOn} />
      <TroubleBox task={task} />
    </Page>
  );
}
