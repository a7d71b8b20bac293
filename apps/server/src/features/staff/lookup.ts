import { accessPurposes, type AccessSubject, type ViewedSubject, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { findPerson, personCard } from '../identity/index.ts';
import { recordLookup } from './recorded-lookup.ts';
import { lockStaff } from './store.ts';

/** What each role needs to do its work, and no more. */
const needs: Partial<Readonly<Record<schemas.StaffRole, readonly ViewedSubject[]>>> = {
  hotline: ['identity', 'colour', 'reasons', 'code', 'applications'],
  reviewer: ['identity', 'colour', 'reasons', 'code', 'applications'],
  community: ['identity', 'division', 'contact'],
  'health-data': ['identity', 'facts'],
};

export type FindDeps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>;

export interface LookupDeps extends FindDeps {
  /** What other features know of a person, limited to `subjects`. */
  readonly viewPerson: (
    tx: Tx,
    personId: string,
    subjects: readonly ViewedSubject[],
  ) => Promise<Omit<schemas.PersonView, 'maskedName' | 'documentType' | 'lastFour'>>;
}

/**
 * Finds a person by document. Nobody of that document and somebody of another division are answered alike, so that nobody can find out who
 * is known. Every look-up is kept, and what was shown is recorded for the person to see.
 * @throws Refusal invalid-input for a purpose that the role does not have, too-many-lookups
 */
export async function lookUpPerson(
  deps: LookupDeps,
  staff: StaffPrincipal,
  { documentType, documentNumber, purpose, reference }: schemas.PersonLookup,
): Promise<schemas.PersonLookedUp> {
  requirePurpose(staff, purpose);
  return transact(deps.db, async (tx) => {
    const seen = needs[staff.role] ?? [];
    const card = await findForStaff(tx, deps, staff, { documentType, documentNumber, purpose, reference }, seen);
    if (card === undefined) return { found: false, person: null };
    const { maskedName, lastFour } = card;
    const view = await deps.viewPerson(tx, card.personId, seen);
    return { found: true, person: { maskedName, documentType: card.documentType, lastFour, ...view } };
  });
}

/**
 * Finds a person by document for staff who will be shown `seen` of her, with the same limits and records as {@link lookUpPerson}.
 * @returns her id; undefined for nobody of that document and for somebody of another division alike
 * @throws Refusal invalid-input for a purpose that the role does not have, too-many-lookups
 */
export async function findPersonFor(
  deps: FindDeps,
  staff: StaffPrincipal,
  lookup: schemas.PersonLookup,
  seen: readonly AccessSubject[],
): Promise<string | undefined> {
  requirePurpose(staff, lookup.purpose);
  return transact(deps.db, async (tx) => (await findForStaff(tx, deps, staff, lookup, seen))?.personId);
}

function requirePurpose(staff: StaffPrincipal, purpose: schemas.PersonLookup['purpose']): void {
  const roles: readonly schemas.StaffRole[] = accessPurposes[purpose].roles;
  if (!roles.includes(staff.role)) {
    throw new Refusal('invalid-input', { errors: [{ path: '/body/purpose', rule: 'a purpose of your role' }] });
  }
}

async function findForStaff(
  tx: Tx,
  deps: FindDeps,
  staff: StaffPrincipal,
  { documentType, documentNumber, purpose, reference }: schemas.PersonLookup,
  seen: readonly AccessSubject[],
) {
  await requireLookupsLeft(tx, deps, staff);
  const personId = await findPerson(tx, deps, { documentType, documentNumber });
  const card = personId === undefined ? undefined : await personCard(tx, deps, personId);
  const found = card !== undefined && coversDivision(staff.division, divisionOf(deps, card.residenceDivision));
  const at = deps.clock.now();
  const shown = found ? { personId: card.personId } : {};
  await recordLookup(tx, deps, { lookupId: newId(at), at, staff, purpose, reference, found, seen, ...shown });
  return found ? card : undefined;
}

/** Whoever lives elsewhere, or nobody knows where, belongs to the province as a whole. */
function divisionOf({ province }: Pick<NodeContext, 'province'>, residence: string | null): string {
  return residence !== null && coversDivision(province.division, residence) ? residence : province.division;
}

/**
 * Before staff look for somebody in another way than {@link lookUpPerson}, under the same limit; `recordLookup` keeps it.
 * @throws Refusal invalid-input for a purpose that the role does not have, too-many-lookups
 */
export async function beginLookup(
  tx: Tx,
  deps: FindDeps,
  staff: StaffPrincipal,
  purpose: schemas.PersonLookup['purpose'],
): Promise<void> {
  requirePurpose(staff, purpose);
  await requireLookupsLeft(tx, deps, staff);
}

/** The account is locked, so that look-ups made at the same moment are counted one after the other. */
async function requireLookupsLeft(tx: Tx, deps: FindDeps, staff: StaffPrincipal): Promise<void> {
  await lockStaff(tx, staff.staffId);
  const now = deps.clock.now();
  const recent = await tx
    .selectFrom('person_lookup')
    .select('looked_up_at')
    .where('staff_id', '=', staff.staffId)
    .where('looked_up_at', '>', addSeconds(now, -3600))
    .orderBy('looked_up_at', 'desc')
    .limit(deps.province.staff.lookupsPerHour)
    .execute();
  const oldest = recent[deps.province.staff.lookupsPerHour - 1]?.looked_up_at;
  if (oldest === undefined) return;
  const retryAfterSeconds = Math.ceil((addSeconds(oldest, 3600).getTime() - now.getTime()) / 1000);
  throw new Refusal('too-many-lookups', { retryAfterSeconds });
}
