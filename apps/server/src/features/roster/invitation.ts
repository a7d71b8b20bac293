import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { transact, type Once, type Read, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newSecret, sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { organisationOf, requireOrganisation, type OrganisationRow } from './organisation.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'config'>;

/** Makes the code for the organisation's notice. Whoever has the one before cannot join by it any more. @throws Refusal no-organisation */
export function invite(deps: Deps, staff: StaffPrincipal, once: Once): Promise<schemas.RosterInvitation> {
  const now = deps.clock.now();
  const code = newSecret();
  const expiresAt = addSeconds(now, deps.province.roster.invitationDays * 86_400);
  const store = async (tx: Tx) => {
    const { organisation_id: organisationId } = await organisationOf(tx, staff);
    await tx.deleteFrom('roster_invitation').where('organisation_id', '=', organisationId).execute();
    const row = { code_hash: sha256(code), organisation_id: organisationId, expires_at: expiresAt };
    await tx.insertInto('roster_invitation').values(row).execute();
    // Behind the hash it is sent to no server and stands in no log.
    const url = `${deps.config.http.publicUrl.replace(/\/$/, '')}/app/#/pages/rosters/index?code=${code}`;
    return { code, expiresAt: toEdge(expiresAt), url };
  };
  return transact(deps.db, store, once);
}

/** Who invites. @throws Refusal invitation-over */
export async function invitedBy(read: Read, now: Date, code: string): Promise<OrganisationRow> {
  const row = await read
    .selectFrom('roster_invitation')
    .select('organisation_id')
    .where('code_hash', '=', sha256(code))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('invitation-over');
  return requireOrganisation(read, row.organisation_id);
}

/** Until when the code that an organisation has made last may be used; null where there is none, or it has run out. */
export async function invitedUntil(
  read: Read,
  now: Date,
  { organisation_id: organisationId }: OrganisationRow,
): Promise<string | null> {
  const row = await read
    .selectFrom('roster_invitation')
    .select('expires_at')
    .where('organisation_id', '=', organisationId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return toEdgeOrNull(row?.expires_at ?? null);
}

/** Codes that have run out are of no use to anybody. */
export async function forgetInvitations({ db }: Pick<Deps, 'db'>, now: Date): Promise<void> {
  await db.deleteFrom('roster_invitation').where('expires_at', '<', now).execute();
}
