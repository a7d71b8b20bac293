import { routes } from '@tongxing/contract';
import { useEffect, useRef } from 'react';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { pauseBefore } from '@/api/patience';
import { useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { ArrivalItem } from './arrival-item';
import { DraftItem } from './draft-item';
import { JourneyItem } from './journey-item';
import { PromptPart } from './prompt-part';
import { TripItem } from './trip-item';

/** All that is registered, declared or ready for her about going somewhere. */
async function readJourneys() {
  const client = node();
  const [{ arrivals }, { drafts }, { preArrivals }, { trips }] = await Promise.all([
    client.call(routes.listArrivals, {}),
    client.call(routes.listTripDrafts, {}),
    client.call(routes.listPreArrivals, {}),
    client.call(routes.listTrips, {}),
  ]);
  return { arrivals, drafts, preArrivals, trips };
}

type Journeys = Awaited<ReturnType<typeof readJourneys>>;

/** What is ready for her first, then what she has registered, then what she can begin. */
export default function JourneysPage() {
  const t = useWords();
  const { value: journeys, task, again } = useLoaded(readJourneys);
  useAnswers(journeys, again);
  return (
    <Page title={t('出行登记', 'Journeys')}>
      {journeys === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {journeys?.arrivals.slice(0, 1).map((arrival) => (
        <ArrivalItem key={arrival.arrivalId} arrival={arrival} />
      ))}
      {journeys?.drafts.map((draft) => (
        <DraftItem key={draft.draftId} draft={draft} />
      ))}
      {journeys?.preArrivals.map((journey) => (
        <JourneyItem key={journey.preArrivalId} journey={journey} onChange={again} />
      ))}
      {journeys?.trips.map((trip) => (
        <TripItem key={trip.tripId} trip={trip} onChange={again} />
      ))}
      <Button onClick={() => goTo('pre-arrival/index')}>{t('来本省前预登记', 'Register a journey to here')}</Button>
      <Button kind="plain" onClick={() => goTo('trip/index')}>
        {t('去外省:一次申报,多省行程', 'To other provinces: one declaration for all')}
      </Button>
      <PromptPart />
    </Page>
  );
}

const mostTries = 30;

/** What is being verified or handed on has an answer soon: it is asked for by itself, with longer pauses each time. */
function useAnswers(journeys: Journeys | undefined, again: () => void): void {
  const tried = useRef(0);
  useEffect(() => {
    const waits =
      journeys !== undefined &&
      (journeys.preArrivals.some(({ answer }) => answer === 'to-verify') ||
        journeys.trips.some(({ legs }) => legs.some(({ state }) => state === 'waiting')));
    if (!waits) tried.current = 0;
    if (!waits || tried.current >= mostTries) return;
    const timer = setTimeout(again, pauseBefore(tried.current + 1));
    tried.current += 1;
    return () => clearTimeout(timer);
  }, [journeys, again]);
}
