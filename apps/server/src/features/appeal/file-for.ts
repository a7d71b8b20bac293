import type { schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireDivision } from '../../division-scope.ts';
import { findPerson } from '../identity/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import type { AppealDeps } from './deps.ts';
import { divisionOf, fileAppeal } from './file.ts';
import type { AppealRow } from './store.ts';

/**
 * Files an appeal for somebody who has no phone at hand, on the call or visit that the reference names; she sees who did it.
 * @throws Refusal not-found for nobody of that document and for somebody of another division, and what {@link fileAppeal} throws
 */
export async function fileAppealFor(
  tx: Tx,
  deps: AppealDeps,
  staff: StaffPrincipal,
  { documentType, documentNumber, reference, appeal }: schemas.AppealForAnother,
): Promise<AppealRow> {
  const personId = await findPerson(tx, deps, { documentType, documentNumber });
  if (personId === undefined) throw new Refusal('not-found');
  requireDivision(staff, await divisionOf(tx, deps, personId), 'not-found');
  const purpose = staff.role === 'hotline' ? 'hotline-call' : 'community-service';
  await recordStaffAccess(tx, deps, { staff, personId, purpose, seen: ['identity', 'colour', 'appeal'], reference });
  return fileAppeal(tx, deps, { personId, filing: appeal, filedBy: staff.staffId });
}
