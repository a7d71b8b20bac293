import type { people, schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Read } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { noteForeignClaim } from './claim-notice.ts';
import { dependantOf } from './dependant-list.ts';
import { beginGuardianship, deleteRequest } from './guardianship.ts';
import { redeemPhoneCode } from './phone-code.ts';
import { openPhone, phoneIndex } from './phone.ts';
import type { Confirmed } from './registries.ts';
import { tie } from './tie.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>;

/**
 * The adult agreed: the code that was sent to her phone came back. Her document is tied to her phone, as if she had been verified
 * herself; if it is tied to another, the request ends in the words of a document that does not fit its name.
 * @throws Refusal not-found, phone-code-wrong, phone-code-expired, identity-mismatch
 */
export async function confirmDependant(
  deps: Deps,
  guardianId: string,
  guardianshipId: string,
  code: string,
): Promise<schemas.Dependant> {
  const request = await findRequest(deps.db, deps, guardianId, guardianshipId);
  if (request === undefined) throw new Refusal('not-found');
  const { phone, confirmed } = request;
  await redeemPhoneCode(deps, phone, code, { purpose: 'guardianship', subject: guardianshipId });
  const now = deps.clock.now();
  const begun = await transact(deps.db, async (tx) => {
    if (!(await deleteRequest(tx, guardianId, guardianshipId))) throw new Refusal('not-found');
    const sealed = { phone_sealed: deps.seal.seal('phone', phone), phone_index: phoneIndex(deps, phone) };
    const tied = await tie(tx, deps, null, sealed, confirmed);
    if ('owner' in tied) {
      await noteForeignClaim(tx, deps, tied.owner);
      return undefined;
    }
    const { personId: dependantId } = tied;
    const guardianship = { guardianshipId, guardianId, dependantId, relation: 'adult' as const };
    return beginGuardianship(tx, now, { ...guardianship, ground: 'phone-code', dueAt: null });
  });
  if (begun === undefined) throw new Refusal('identity-mismatch');
  return dependantOf(deps, guardianId, begun);
}

async function findRequest(
  read: Read,
  deps: Deps,
  guardianId: string,
  guardianshipId: string,
): Promise<{ phone: string; confirmed: Confirmed } | undefined> {
  const row = await read
    .selectFrom('guardianship_request')
    .selectAll()
    .where('person_id', '=', guardianId)
    .where('guardianship_id', '=', guardianshipId)
    .where('expires_at', '>', deps.clock.now())
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    phone: openPhone(deps, row.phone_sealed),
    confirmed: {
      documentType: row.document_type as people.DocumentType,
      documentNumber: deps.seal.open('document', row.document_sealed),
      name: deps.seal.open('name', row.name_sealed),
      residenceDivision: row.residence_division,
      samePerson: [],
      ...(row.issuing_country === null ? {} : { issuingCountry: row.issuing_country }),
    },
  };
}
