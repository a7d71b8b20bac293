import type { schemas } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Read } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import {
  matchIdentities,
  movePhone,
  personCard,
  redeemPhoneCode,
  sendPhoneCode,
  type SmsGateway,
} from '../identity/index.ts';
import { recordStaffAccess } from '../staff/index.ts';

export interface DeskDeps extends Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'config'> {
  readonly sms: SmsGateway;
}

/** A code to the new phone of somebody who stands at the desk: it proves that the phone is in her hand. */
export function sendDeskCode(deps: DeskDeps, staff: StaffPrincipal, phone: string, source: string): Promise<void> {
  return sendPhoneCode(deps, phone, source, { purpose: 'change-phone', subject: staff.staffId });
}

/**
 * Corrects the registered phone of somebody whose old one is lost and who has come to a community desk: number and name of the document
 * she shows are compared with the record, the code with the phone in her hand, and what was done is recorded for her. Her sessions end.
 * @throws Refusal not-found where the two facts do not fit one person of the caller's division, phone-code-wrong, phone-code-expired,
 *   phone-in-use
 */
export async function changePhoneAtDesk(
  deps: DeskDeps,
  staff: StaffPrincipal,
  { documentType, documentNumber, name, phone, code, reference }: schemas.DeskPhoneChange,
): Promise<void> {
  const personId = await personShown(deps.db, deps, { documentType, documentNumber, name, phone });
  if (personId === undefined) throw new Refusal('not-found');
  requireDivision(staff, await divisionOf(deps.db, deps, personId), 'not-found');
  await redeemPhoneCode(deps, phone, code, { purpose: 'change-phone', subject: staff.staffId });
  await transact(deps.db, async (tx) => {
    const seen = ['identity', 'phone'] as const;
    await recordStaffAccess(tx, deps, { staff, personId, purpose: 'community-service', seen, reference });
    await movePhone(tx, deps, personId, phone);
  });
}

async function personShown(read: Read, deps: DeskDeps, shown: schemas.Subject): Promise<string | undefined> {
  const [found] = await matchIdentities(read, deps, [shown]);
  return found === undefined || found.match === 'identity' ? undefined : found.personId;
}

async function divisionOf(read: Read, deps: DeskDeps, personId: string): Promise<string> {
  const { residenceDivision } = await personCard(read, deps, personId);
  const { division } = deps.province;
  return residenceDivision !== null && coversDivision(division, residenceDivision) ? residenceDivision : division;
}
