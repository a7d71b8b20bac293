import type { schemas } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { propose, requireGround, type KnownKinds } from '../approval/index.ts';
import { requireDivisions } from '../division/index.ts';
import { actsAlone } from './administrators.ts';
import { elevationKind, isElevation, type Elevation } from './elevation.ts';
import { logStaff } from './log.ts';
import { hashPassword } from './password.ts';
import { insertStaff, requireFree, type NewAccount } from './store.ts';

export type AccountDeps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'divisions'> & KnownKinds;

/** With an approval's id nothing has happened yet but a proposal. */
export interface AccountChanged {
  readonly staffId: string;
  readonly approvalId: string | null;
}

/**
 * Makes an account in the administrator's division, or proposes it where that takes two people.
 * @throws Refusal division-unknown, not-permitted, name-taken, personnel-number-taken, approval-required and what {@link propose} throws
 */
export async function createStaff(
  deps: AccountDeps,
  by: StaffPrincipal,
  account: schemas.StaffAccount,
): Promise<AccountChanged> {
  requireNow(deps, account.division);
  requireDivision(by, account.division);
  const { username, role, division, personnelNumber = null } = account;
  const passwordHash = await hashPassword(account.password);
  return transact(deps.db, async (tx) => {
    const staffId = newId(deps.clock.now());
    const post = { staffId, role, division };
    const elevation = isElevation(undefined, account);
    if (elevation && !(await actsAlone(tx, deps, by.staffId, division))) {
      await requireFree(tx, deps, { username, personnelNumber });
      const payload = { ...post, username, account: { passwordHash, personnelNumber: requireNumber(personnelNumber) } };
      return { staffId, approvalId: await proposeElevation(tx, deps, by, payload, account.approval) };
    }
    const roleUntil = elevation ? endOf(deps, account.approval) : null;
    await insertStaff(tx, deps, { ...post, username, passwordHash, personnelNumber, roleUntil });
    await logStaff(tx, deps, { action: 'created', staff: post, by: by.staffId, soleAdministrator: elevation });
    return { staffId, approvalId: null };
  });
}

/** Nobody is put into a division that is not there today. @throws Refusal division-unknown */
export function requireNow({ divisions, clock }: Pick<AccountDeps, 'divisions' | 'clock'>, code: string): void {
  requireDivisions(divisions, [{ path: '/body/division', code, from: clock.now() }]);
}

/** @throws Refusal approval-required, and what {@link propose} throws */
export async function proposeElevation(
  tx: Tx,
  deps: AccountDeps,
  by: StaffPrincipal,
  elevation: Elevation,
  ground: schemas.ApprovalGround | undefined,
): Promise<string> {
  if (ground === undefined) throw new Refusal('approval-required');
  return propose(tx, deps, {
    kind: elevationKind.name,
    subject: elevation.staffId,
    division: elevation.division,
    ground,
    payload: elevation,
    proposedBy: by,
  });
}

/** An administrator who acts alone may set an end as two would. @throws Refusal approval-invalid */
export function endOf(deps: Pick<NodeContext, 'clock'>, ground: schemas.ApprovalGround | undefined): Date | null {
  if (ground === undefined) return null;
  requireGround(elevationKind, deps.clock.now(), ground);
  return new Date(ground.endsAt);
}

/** Who is to hold an elevated role must be known as one person. */
function requireNumber(personnelNumber: string | null): string {
  if (personnelNumber !== null) return personnelNumber;
  throw new Refusal('invalid-input', { errors: [{ path: '/body/personnelNumber', rule: 'required for this role' }] });
}

/**
 * The first administrator, named in the configuration: made when the node is set up; a later start leaves the account as it is. Another
 * user name there makes another administrator, which is how an operator lets people in again when no administrator is left.
 */
export async function ensureAdmin(
  deps: Pick<NodeContext, 'db' | 'clock' | 'seal'>,
  account: { username: string; password: string; division: string },
): Promise<void> {
  const present = await deps.db
    .selectFrom('staff')
    .select('staff_id')
    .where('username', '=', account.username)
    .executeTakeFirst();
  if (present !== undefined) return;
  const first: NewAccount = {
    staffId: newId(deps.clock.now()),
    username: account.username,
    passwordHash: await hashPassword(account.password),
    role: 'admin',
    division: account.division,
    personnelNumber: null,
    roleUntil: null,
  };
  await transact(deps.db, async (tx) => {
    await insertStaff(tx, deps, first);
    await logStaff(tx, deps, { action: 'created', staff: first, by: null });
  });
}
