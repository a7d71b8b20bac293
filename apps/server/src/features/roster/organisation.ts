import type { schemas } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Once, type Read, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { requireDivisions } from '../division/index.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'divisions'>;

/** Sets up an employer or a school; who acts for it is appointed afterwards. @throws Refusal division-unknown, not-permitted */
export function createOrganisation(
  deps: Deps,
  staff: StaffPrincipal,
  { kind, division, name }: schemas.NewOrganisation,
  once: Once,
): Promise<{ organisationId: string }> {
  const now = deps.clock.now();
  requireDivisions(deps.divisions, [{ path: '/body/division', code: division, from: now }]);
  requireDivision(staff, division);
  const store = async (tx: Tx) => {
    const organisationId = newId(now);
    const row = { organisation_id: organisationId, kind, division, name, created_by: staff.staffId, created_at: now };
    await tx.insertInto('organisation').values(row).execute();
    return { organisationId };
  };
  return transact(deps.db, store, once);
}

/**
 * Says who acts for an organisation from now on, in place of whoever did. An account acts for one organisation at a time.
 * @throws Refusal not-found also for one of another division, not-a-manager
 */
export function appointManagers(
  deps: Deps,
  staff: StaffPrincipal,
  organisationId: string,
  staffIds: readonly string[],
): Promise<{ staffIds: string[] }> {
  return transact(deps.db, async (tx) => {
    const { division } = await requireOrganisation(tx, organisationId, 'lock');
    requireDivision(staff, division, 'not-found');
    const accounts = await tx
      .selectFrom('staff')
      .select(['staff_id', 'role', 'division', 'disabled_at'])
      .where('staff_id', 'in', ['00000000-0000-0000-0000-000000000000', ...staffIds])
      .execute();
    const fit = accounts.filter(
      (account) =>
        account.role === 'roster' && account.disabled_at === null && coversDivision(division, account.division),
    );
    if (fit.length !== staffIds.length) throw new Refusal('not-a-manager');
    await tx.deleteFrom('organisation_manager').where('organisation_id', '=', organisationId).execute();
    for (const staffId of staffIds) {
      const row = { staff_id: staffId, organisation_id: organisationId };
      await tx
        .insertInto('organisation_manager')
        .values(row)
        .onConflict((conflict) => conflict.column('staff_id').doUpdateSet({ organisation_id: organisationId }))
        .execute();
    }
    return { staffIds: [...staffIds] };
  });
}

export async function listOrganisations(read: Read, staff: StaffPrincipal): Promise<schemas.Organisation[]> {
  const rows = await read
    .selectFrom('organisation')
    .select(['organisation_id', 'kind', 'division', 'name'])
    .orderBy('organisation_id', 'desc')
    .execute();
  const own = rows.filter(({ division }) => coversDivision(staff.division, division)).slice(0, 200);
  const managers = await read.selectFrom('organisation_manager').selectAll().execute();
  return own.map(({ organisation_id: organisationId, kind, division, name }) => ({
    organisationId,
    kind: kind as schemas.OrganisationKind,
    division,
    name,
    managers: managers.filter((row) => row.organisation_id === organisationId).map((row) => row.staff_id),
  }));
}

/** For whom a manager acts. @throws Refusal no-organisation */
export async function organisationOf(read: Read, { staffId }: StaffPrincipal) {
  const row = await read
    .selectFrom('organisation_manager')
    .select('organisation_id')
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('no-organisation');
  return requireOrganisation(read, row.organisation_id);
}

/** @param lock so that changes to it are one after the other. @throws Refusal not-found */
export async function requireOrganisation(read: Read, organisationId: string, lock?: 'lock') {
  let query = read.selectFrom('organisation').selectAll().where('organisation_id', '=', organisationId);
  if (lock !== undefined) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new Refusal('not-found');
  return { ...row, kind: row.kind as schemas.OrganisationKind };
}

export type OrganisationRow = Awaited<ReturnType<typeof requireOrganisation>>;
