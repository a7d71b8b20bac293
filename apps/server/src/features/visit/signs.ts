import type { schemas } from '@tongxing/contract';
import type { Selectable } from 'kysely';
import { addSeconds, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { PlaceSignTable } from '../../platform/database.ts';
import { transact, type Once, type Read } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { NodeContext } from '../../node-context.ts';
import { logStaff, requireDivision } from '../staff/index.ts';
import { type CardDeps, printedText } from './card.ts';
import { placeSignPdf } from './sheet.ts';
import { findVenue, type Venue } from './venue.ts';

export type SignDeps = CardDeps & Pick<NodeContext, 'seal'>;
type Row = Selectable<PlaceSignTable>;

const day = 86_400;

/** Issues a place code to print. A venue may have several, each revoked by itself. @throws Refusal not-found */
export async function issueSign(
  deps: SignDeps,
  staff: StaffPrincipal,
  venueId: string,
  once: Once,
): Promise<schemas.PlaceSignIssued> {
  const venue = await venueOf(deps, staff, venueId);
  const now = deps.clock.now();
  const row = {
    venue_id: venueId,
    sign_id: newId(now),
    issued_by: staff.staffId,
    issued_at: now,
    expires_at: addSeconds(now, deps.province.visits.printedDays * day),
    revoked_at: null,
  };
  // Signed before it is stored: the answer that is kept for a repeated request holds the text. Unstored, it registers nobody.
  const text = await textOf(deps, venue, row);
  return transact(
    deps.db,
    async (tx) => {
      await tx.insertInto('place_sign').values(row).execute();
      await logStaff(tx, deps, { action: 'place-sign-issued', staff, by: staff.staffId });
      return { ...describe(row), venueName: venue.name, text };
    },
    once,
  );
}

export async function listSigns(
  deps: SignDeps,
  staff: StaffPrincipal,
  venueId: string,
): Promise<{ signs: schemas.PlaceSign[] }> {
  await venueOf(deps, staff, venueId);
  const rows = await deps.db
    .selectFrom('place_sign')
    .selectAll()
    .where('venue_id', '=', venueId)
    .orderBy('sign_id', 'desc')
    .execute();
  return { signs: rows.map(describe) };
}

/** The sign as a page to print. @throws Refusal not-found, place-code-ended */
export async function signSheet(
  deps: SignDeps,
  staff: StaffPrincipal,
  { venueId, signId }: { venueId: string; signId: string },
): Promise<Buffer> {
  const venue = await venueOf(deps, staff, venueId);
  const row = await findSign(deps.db, venueId, signId);
  if (row === undefined) throw new Refusal('not-found');
  if (!stands(row, deps.clock.now())) throw new Refusal('place-code-ended');
  return placeSignPdf(deps, venue, { text: await textOf(deps, venue, row), issuedAt: row.issued_at, signId });
}

/** From now on no copy of it registers anybody. @throws Refusal not-found */
export async function revokeSign(
  deps: SignDeps,
  staff: StaffPrincipal,
  { venueId, signId }: { venueId: string; signId: string },
): Promise<void> {
  await venueOf(deps, staff, venueId);
  await transact(deps.db, async (tx) => {
    if ((await findSign(tx, venueId, signId)) === undefined) throw new Refusal('not-found');
    const { numUpdatedRows } = await tx
      .updateTable('place_sign')
      .set({ revoked_at: deps.clock.now() })
      .where('venue_id', '=', venueId)
      .where('sign_id', '=', signId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await logStaff(tx, deps, { action: 'place-sign-revoked', staff, by: staff.staffId });
  });
}

/** Whether a printed sign of a venue may register people now. */
export async function signStands(read: Read, venueId: string, signId: string, now: Date): Promise<boolean> {
  const row = await findSign(read, venueId, signId);
  return row !== undefined && stands(row, now);
}

function findSign(read: Read, venueId: string, signId: string): Promise<Row | undefined> {
  return read
    .selectFrom('place_sign')
    .selectAll()
    .where('venue_id', '=', venueId)
    .where('sign_id', '=', signId)
    .executeTakeFirst();
}

function stands({ revoked_at: revokedAt, expires_at: expiresAt }: Row, now: Date): boolean {
  return revokedAt === null && expiresAt > now;
}

/** @throws Refusal not-found, also for a venue of another division */
async function venueOf(deps: SignDeps, staff: StaffPrincipal, venueId: string): Promise<Venue> {
  const venue = await findVenue(deps.db, venueId);
  if (venue === undefined) throw new Refusal('not-found');
  requireDivision(staff, venue.division, 'not-found');
  return venue;
}

function textOf(deps: SignDeps, venue: Venue, row: Row): Promise<string> {
  return printedText(deps, venue, { signId: row.sign_id, issuedAt: row.issued_at, expiresAt: row.expires_at });
}

function describe(row: Row): schemas.PlaceSign {
  return {
    signId: row.sign_id,
    issuedAt: toEdge(row.issued_at),
    expiresAt: toEdge(row.expires_at),
    revokedAt: toEdgeOrNull(row.revoked_at),
  };
}
