import type { schemas } from '@tongxing/contract';
import { compilePack, type Fact, outlook, type Outlook } from '@tongxing/rules';
import { addSeconds, dayOf, startOfDay } from '../../platform/clock.ts';
import { evidenceNow } from '../decision/index.ts';
import { arrivalOn, inWords, type RuleDeps, rulesFor, tellFor } from '../travel-outlook/index.ts';
import type { Details } from './describe.ts';
import type { PreArrivalRow } from './pre-arrival.ts';

/** What the origin said of her code when it was asked. */
export interface OriginSaid {
  readonly facts: NonNullable<schemas.AttestationClaims['facts']>;
  readonly grade: string;
}

export interface Judgement {
  readonly answer: schemas.PreArrivalAnswer;
  readonly details: Details;
}

/**
 * Judges a journey by the entry rules that will hold where and when she arrives, from what is known of her here and what the origin said.
 * Arrived, it is judged by the rules of now.
 */
export async function judgeJourney(
  deps: RuleDeps,
  row: PreArrivalRow,
  origin: OriginSaid | undefined,
): Promise<Judgement> {
  const now = deps.clock.now();
  const arrival = row.state === 'arrived' ? now : arrivalOn(row.travel_date, now);
  const { pack, valueSets, release, sha256 } = await rulesFor(deps, 'entry', row.destination, arrival);
  const compiled = compilePack(pack, valueSets);
  const { facts, reference } = await evidenceNow(deps.db, row.person_id);
  const known = origin === undefined ? facts : [...facts, originCode(row, origin, now)];
  const seen = outlook(compiled, known, reference, {
    now: now.toISOString(),
    arrival: arrival.toISOString(),
    until: addSeconds(startOfDay(dayOf(arrival)), 86_400).toISOString(),
  });
  const { province } = deps;
  const rules = { compiled, release, sha256, whose: province.name, own: true, tell: tellFor(deps, row.destination) };
  const { reasons, unknown, declare, test, way } = inWords(seen, rules, now);
  return { answer: answerOf(seen), details: { reasons, unknown, declare, test, way } };
}

/** 待核实 where something is still to be learnt, 待确认 where she has something to do and is then green, else 可来 or 不可来. */
export function answerOf({
  outcome,
  declares,
  test,
}: Pick<Outlook, 'outcome' | 'declares' | 'test'>): schemas.PreArrivalAnswer {
  if (outcome.colour === 'pending' && test === null) return 'to-verify';
  if (outcome.colour === 'green') return declares ? 'to-confirm' : 'may-come';
  return test === null ? 'may-not-come' : 'to-confirm';
}

function originCode(row: PreArrivalRow, { facts, grade }: OriginSaid, now: Date): Fact<'origin-code'> {
  const { colour, decidedAt, validUntil, releaseAt } = facts;
  return {
    id: 'the-origin-asked-ahead',
    kind: 'origin-code',
    source: 'origin-province',
    observedAt: decidedAt,
    receivedAt: now.toISOString(),
    data: {
      division: row.origin_division,
      colour,
      verified: true,
      decidedAt,
      consentGrade: grade as 'asserted',
      ...(validUntil === null ? {} : { validUntil }),
      ...(releaseAt === null ? {} : { releaseAt }),
    },
  };
}
