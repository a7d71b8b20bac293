import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { endCode } from '../code/index.ts';
import { endTelling, isTold } from '../colour-event/index.ts';
import { currentDecision, stopLooking } from '../decision/index.ts';
import { requireDivisions } from '../division/index.ts';
import { acceptConsents, type ConsentDeps } from '../federation/index.ts';
import { lockPeople, matchIdentities } from '../identity/index.ts';
import { tell } from '../notification/index.ts';

export type TakeDeps = ConsentDeps & Pick<NodeContext, 'db' | 'seal' | 'divisions' | 'permutationKey'>;

/**
 * At the origin: another province says that she has gone to live there. It is taken only of who holds a code converted from hers, by her
 * own consent to just this, while no measure stands against her; the same again is answered alike and changes nothing. Whoever it is that is not
 * known, or has not agreed, is answered alike. @throws Refusal division-unknown
 */
export async function takeTransfer(
  deps: TakeDeps,
  peer: string,
  request: schemas.PeerTransfer,
): Promise<schemas.PeerTransferAnswer> {
  const { requestId, residence } = request;
  requireDivisions(deps.divisions, [{ path: '/body/residence', code: residence, from: deps.clock.now() }]);
  if (!coversDivision(peer, residence)) throw new Refusal('division-unknown');
  const state = await transact(deps.db, async (tx) => {
    const [identity] = await matchIdentities(tx, deps, [request.subject]);
    if (identity === undefined || identity.match !== 'match') return 'unknown';
    await lockPeople(tx, [identity.personId]);
    return take(tx, deps, peer, request, identity.personId);
  });
  return { requestId, state };
}

async function take(
  tx: Tx,
  deps: TakeDeps,
  peer: string,
  { requestId, residence, consent: evidence }: schemas.PeerTransfer,
  personId: string,
): Promise<schemas.PeerTransferAnswer['state']> {
  const known = await tx
    .selectFrom('relocation')
    .select('peer')
    .where('person_id', '=', personId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  if (known !== undefined) return known.peer === peer ? 'taken' : 'unknown';
  const [accepted] = await acceptConsents(tx, deps, [{ evidence, personId, peer, requestId, purpose: 'transfer' }]);
  if (accepted === undefined) return 'unknown';
  if (await hasRelocated(tx, personId)) return 'moved-elsewhere';
  if (!(await isTold(tx, deps, personId, peer))) return 'unknown';
  if (await holdsMeasure(tx, personId)) return 'not-green';
  await relocate(tx, deps, { personId, requestId, peer, residence });
  return 'taken';
}

/** A measure is not left behind by moving. That nothing was heard of her for some days, since she is elsewhere, is none. */
async function holdsMeasure(tx: Tx, personId: string): Promise<boolean> {
  const colour = (await currentDecision(tx, personId))?.outcome.colour;
  return colour === 'yellow' || colour === 'red';
}

interface Relocating {
  readonly personId: string;
  readonly requestId: string;
  readonly peer: string;
  readonly residence: string;
}

/** Ends what this province does for her: her code, what it tells, and looking again. Her history stays until its retention. */
async function relocate(tx: Tx, deps: TakeDeps, { personId, requestId, peer, residence }: Relocating): Promise<void> {
  const now = deps.clock.now();
  await tx
    .insertInto('relocation')
    .values({ person_id: personId, request_id: requestId, peer, residence, relocated_at: now })
    .execute();
  await endCode(tx, deps, personId);
  await endTelling(tx, deps, personId, peer);
  await stopLooking(tx, personId);
  const peerName = (await deps.trustList.node(peer))?.name ?? { zh: peer, en: peer };
  await tell(tx, deps, {
    personId,
    kind: 'transferred-away',
    subjectId: requestId,
    details: { peerName, at: toEdge(now) },
  });
}

/** Is her code another province's now? */
export async function hasRelocated(read: Read, personId: string): Promise<boolean> {
  const standing = await read
    .selectFrom('relocation')
    .select('peer')
    .where('person_id', '=', personId)
    .where('returned_at', 'is', null)
    .executeTakeFirst();
  return standing !== undefined;
}
