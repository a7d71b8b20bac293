import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import { identityOf } from '../identity/index.ts';
import { currentFacts } from './current-facts.ts';
import type { ItineraryCard, Stay } from './ports.ts';
import { noteAnswer, noteFailure } from './source-state.ts';

export type OwnCardDeps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'log' | 'province'> & {
  readonly itineraryCard: ItineraryCard;
};

const daySeconds = 86_400;
/** Her word is for this one question. */
const authorisationSeconds = 300;
/** A declaration names a street at the narrowest. */
const streetDigits = 9;

/**
 * Where the carriers saw her phone in the days of a declaration, for her to begin it with. She asks herself, so that it can be had before
 * anything is declared; nothing of it is kept, and once she has declared they are asked as for every declaration. While they are silent
 * she is told what they said before, and until when that was.
 */
export async function askOwnCard(deps: OwnCardDeps, personId: string): Promise<schemas.OwnItineraryCard> {
  const now = deps.clock.now();
  const { phone, hasMainlandPhone } = await identityOf(deps.db, deps, personId);
  // Of a foreign number, and of a child without a phone, they hold none; a guardian's says where the guardian was.
  if (phone === null || !hasMainlandPhone) return { state: 'none', asOf: null, stays: [] };
  let said: Awaited<ReturnType<ItineraryCard['staysOf']>>;
  try {
    said = await deps.itineraryCard.staysOf(phone, {
      id: newId(now),
      grantedAt: toEdge(now),
      expiresAt: toEdge(addSeconds(now, authorisationSeconds)),
    });
  } catch (error) {
    deps.log.outside('source failed', { source: 'itinerary-card', error });
    await noteFailure(deps.db, 'itinerary-card', now, error);
    return saidBefore(deps, personId);
  }
  await noteAnswer(deps.db, 'itinerary-card', now);
  if (!said.known) return { state: 'none', asOf: null, stays: [] };
  return { state: 'current', asOf: toEdge(new Date(said.observedAt)), stays: withinDays(deps, said.stays) };
}

async function saidBefore(deps: OwnCardDeps, personId: string): Promise<schemas.OwnItineraryCard> {
  const card = (await currentFacts(deps.db, personId)).findLast(({ kind }) => kind === 'itinerary-card');
  if (card === undefined) return { state: 'silent', asOf: null, stays: [] };
  const { stays } = card.data as { stays: readonly Stay[] };
  return { state: 'earlier', asOf: toEdge(new Date(card.observedAt)), stays: withinDays(deps, stays) };
}

/** What lies in the days that are asked about, the earliest first. */
function withinDays({ clock, province }: OwnCardDeps, stays: readonly Stay[]): schemas.Stay[] {
  const now = clock.now();
  const first = addSeconds(now, -province.declaration.itineraryDays * daySeconds);
  return stays
    .map(({ division, from, to }) => ({ division, from: new Date(from), to: new Date(to) }))
    .filter(({ from, to }) => to > first && from < now && from < to)
    .toSorted((one, other) => Number(one.from) - Number(other.from))
    .map(({ division, from, to }) => ({
      division: division.slice(0, streetDigits),
      from: toEdge(from < first ? first : from),
      to: toEdge(to > now ? now : to),
    }));
}
