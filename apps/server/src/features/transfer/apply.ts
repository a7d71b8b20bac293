import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { currentDecision } from '../decision/index.ts';
import { requireDivisions } from '../division/index.ts';
import { guestStayOf, longSince } from '../guest-stay/index.ts';
import { lockPeople } from '../identity/index.ts';
import { showTransfer } from './show.ts';
import { close, findTransfer } from './store.ts';

export type ApplyDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions' | 'seal'>;

/**
 * Asks that her code becomes this province's own: of somebody who holds a converted one, has been here for the days of a long stay and is
 * green. The desk where she lives decides; until her province of origin has agreed as well everything stays as it is.
 * @throws Refusal division-unknown, transfer-not-guest, transfer-too-early, transfer-not-green, transfer-open
 */
export async function applyForTransfer(
  deps: ApplyDeps,
  personId: string,
  { residence, consent, address, employer }: schemas.TransferApplication,
): Promise<schemas.Transfer> {
  const now = deps.clock.now();
  requireDivisions(deps.divisions, [{ path: '/body/residence', code: residence, from: now }]);
  const isHere = coversDivision(deps.province.division, residence) && !residence.slice(0, 6).endsWith('00');
  if (!isHere) {
    const rule = `a county of ${deps.province.division} or narrower`;
    throw new Refusal('division-unknown', { errors: [{ path: '/body/residence', rule }] });
  }
  const transferId = newId(now);
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const { origin, since } = await requireReady(tx, deps, personId);
    const key = { person_id: personId, transfer_id: transferId };
    await tx
      .insertInto('transfer')
      .values({
        ...key,
        origin,
        residence,
        division: residence,
        state: 'in-review',
        consent_sealed: deps.seal.seal('consent', JSON.stringify(consent)),
        details_sealed: deps.seal.seal('application', JSON.stringify({ address, employer })),
        stay_since: since,
        attempts: 0,
        applied_at: now,
        due_at: addSeconds(now, deps.province.application.reviewHours * 3600),
      })
      .execute();
    await tx.insertInto('transfer_person').values(key).execute();
  });
  return showTransfer(deps, personId, transferId);
}

async function requireReady(tx: Tx, deps: ApplyDeps, personId: string) {
  const stay = await guestStayOf(tx, personId);
  if (stay === undefined) throw new Refusal('transfer-not-guest');
  if (longSince(deps, stay) > deps.clock.now()) throw new Refusal('transfer-too-early');
  if (!(await isGreen(tx, personId))) throw new Refusal('transfer-not-green');
  const open = await tx
    .selectFrom('transfer')
    .select('transfer_id')
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (open !== undefined) throw new Refusal('transfer-open');
  return stay;
}

/** A measure is not left behind by moving. */
export async function isGreen(tx: Tx, personId: string): Promise<boolean> {
  return (await currentDecision(tx, personId))?.outcome.colour === 'green';
}

/** @throws Refusal not-found, transfer-closed once the desk has decided */
export async function withdrawTransfer(
  deps: ApplyDeps,
  personId: string,
  transferId: string,
): Promise<schemas.Transfer> {
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const row = await findTransfer(tx, personId, transferId);
    if (row === undefined) throw new Refusal('not-found');
    if (row.state !== 'in-review') throw new Refusal('transfer-closed');
    await close(tx, deps, row, 'withdrawn', null);
  });
  return showTransfer(deps, personId, transferId);
}
