import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Job, Tick } from '../../platform/jobs.ts';
import { type AskDeps, askOrigin } from '../federation/index.ts';
import { identityOf, subjectOf } from '../identity/index.ts';
import type { RuleDeps } from '../travel-outlook/index.ts';
import { judgeJob } from './request-judgement.ts';
import { judgeJourney, type Judgement, type OriginSaid } from './judge.ts';
import { passed, settled, type PreArrivalRow } from './pre-arrival.ts';

export type JudgeDeps = RuleDeps &
  AskDeps &
  Pick<NodeContext, 'seal'> & {
    /** Tells her that the answer to a journey is another, in the transaction that keeps it. */
    readonly journeyChanged: (tx: Tx, row: { personId: string; judgementId: string }) => Promise<void>;
  };

const mostAtOnce = 50;
/** While one is judged it is not due; should the process end, it is again after this long. */
const claimSeconds = 60;

export function preArrivalJobs(deps: JudgeDeps): Job[] {
  return [{ name: judgeJob, run: () => judgeDue(deps) }];
}

export function preArrivalTicks(deps: JudgeDeps): Tick[] {
  return [{ name: 'pre-arrival.due', everySeconds: 20, run: () => judgeDue(deps) }];
}

/** Judges the journeys whose time has come. Of one that is over nothing is asked any more. */
export async function judgeDue(deps: JudgeDeps): Promise<void> {
  for (;;) {
    const now = deps.clock.now();
    const rows = await deps.db
      .selectFrom('pre_arrival')
      .selectAll()
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(mostAtOnce)
      .execute();
    for (const row of rows) await judgeOne(deps, row, now);
    if (rows.length < mostAtOnce) return;
  }
}

async function judgeOne(deps: JudgeDeps, row: PreArrivalRow, now: Date): Promise<void> {
  const mine = await move(deps, row, { due_at: addSeconds(now, claimSeconds) });
  if (mine === undefined) return;
  if (row.state === 'open' && row.travel_date < dayOf(now)) {
    await move(deps, mine, { ...passed, details_sealed: null });
    return;
  }
  const asked = await askAhead(deps, row);
  const origin = asked.said ?? heldOf(deps, row);
  const judgement = await judgeJourney(deps, row, origin);
  await keep(deps, mine, judgement, { ...asked, origin }, now);
}

/** Changes a journey that nobody has changed since it was read. */
async function move(
  deps: JudgeDeps,
  row: PreArrivalRow,
  change: Partial<PreArrivalRow>,
  tell?: (tx: Tx) => Promise<void>,
) {
  return transact(deps.db, async (tx) => {
    const moved = await tx
      .updateTable('pre_arrival')
      .set(change)
      .where('person_id', '=', row.person_id)
      .where('pre_arrival_id', '=', row.pre_arrival_id)
      .where('state', '=', row.state)
      .where('due_at', '=', row.due_at)
      .returningAll()
      .executeTakeFirst();
    if (moved !== undefined) await tell?.(tx);
    return moved;
  });
}

async function keep(
  deps: JudgeDeps,
  row: PreArrivalRow,
  { answer, details }: Judgement,
  { origin, failure }: { origin: OriginSaid | undefined; failure: string | null },
  now: Date,
): Promise<void> {
  const again = addSeconds(now, deps.province.travel.judgeAgainMinutes * 60);
  const change = {
    answer,
    judged_at: now,
    details_sealed: deps.seal.seal('pre-arrival', JSON.stringify(details)),
    origin_sealed: origin === undefined ? null : deps.seal.seal('pre-arrival', JSON.stringify(origin)),
    origin_failure: failure,
    due_at: again,
    ...(row.state === 'arrived' ? settled : {}),
  };
  const personId = row.person_id;
  const isNews = answer !== row.answer;
  await move(deps, row, change, async (tx) => {
    if (isNews) await deps.journeyChanged(tx, { personId, judgementId: newId(now) });
  });
}

function heldOf({ seal }: JudgeDeps, { origin_sealed: sealed }: PreArrivalRow): OriginSaid | undefined {
  return sealed === null ? undefined : (JSON.parse(seal.open('pre-arrival', sealed)) as OriginSaid);
}

/**
 * Asks the origin with the consent of the registration. Silence leaves what it said before; a consent that no longer counts takes it away.
 */
async function askAhead(
  deps: JudgeDeps,
  row: PreArrivalRow,
): Promise<{ said: OriginSaid | undefined; failure: string | null }> {
  if (row.consent_sealed === null) return { said: undefined, failure: null };
  const subject = subjectOf(await identityOf(deps.db, deps, row.person_id));
  if (subject === undefined) return { said: undefined, failure: 'no-phone' };
  const consent = JSON.parse(deps.seal.open('consent', row.consent_sealed)) as schemas.ConsentEvidence;
  try {
    const [asked] = await askOrigin(deps, row.origin_division, [{ requestId: row.request_id, subject, consent }]);
    if (asked === undefined) return { said: undefined, failure: 'not-believed' };
    const { match, facts } = asked.claims;
    if (match !== 'match' || facts === undefined || facts.colour === 'pending')
      return { said: undefined, failure: match };
    return { said: { facts, grade: asked.claims.consent.grade }, failure: null };
  } catch (error) {
    deps.log.outside('the origin of a journey did not answer', { origin: row.origin_division, error });
    return { said: undefined, failure: 'silent' };
  }
}
