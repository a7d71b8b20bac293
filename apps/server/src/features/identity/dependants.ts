import { people, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, startOfDay } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readClaim, type Claim } from './claim.ts';
import { dependantOf } from './dependant-list.ts';
import { documentsOf } from './documents.ts';
import { beginGuardianship, deleteRequest, requireRoom } from './guardianship.ts';
import { chargeVerification } from './limits.ts';
import { sendPhoneCode } from './phone-code.ts';
import { phoneIndex, readPhone } from './phone.ts';
import type { SmsGateway } from './ports.ts';
import { answered, confirmIdentity, type Registries } from './registries.ts';
import { personOfChild } from './tie.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province' | 'config'> &
  Registries & { readonly sms: SmsGateway };

/** How long a code may be entered that says that an adult agrees; the request goes with it. */
const requestSeconds = 900;

/**
 * Adds somebody the guardian acts for. A child needs the registry's word that it is hers. An adult agrees herself: a code goes to a
 * phone of her own, and until it comes back nothing is known of her here.
 *
 * @param source the address it is asked from
 * @throws Refusal document-number-invalid, name-invalid, verification-limit, identity-mismatch, relation-unconfirmed, dependant-of-age,
 *   dependant-phone-needed, too-many-dependants, registry-unavailable, phone-code-too-soon, sms-unavailable
 */
export async function addDependant(
  deps: Deps,
  guardianId: string,
  application: schemas.DependantApplication,
  source: string,
): Promise<schemas.Dependant> {
  const claim = readClaim(deps, application);
  const giveBack = await chargeVerification(deps, guardianId, claim);
  const dependantId =
    application.relation === 'child'
      ? await addChild(deps, guardianId, claim)
      : await askAdult(deps, guardianId, claim, { phone: application.phone, source });
  await giveBack();
  return dependantOf(deps, guardianId, dependantId);
}

async function addChild(deps: Deps, guardianId: string, claim: Claim): Promise<string> {
  const guardian = (await documentsOf(deps.db, deps, guardianId)).find(({ documentType }) => documentType === '10');
  const { documentType, documentNumber, name } = claim;
  // Only the population registry knows whose child somebody is, and it knows residents.
  if (guardian === undefined || !['10', '99'].includes(documentType)) throw new Refusal('relation-unconfirmed');
  const guardianNumber = guardian.documentNumber;
  const said = await answered(() => deps.registry.verifyChild({ guardianNumber, documentType, documentNumber, name }));
  if (!said.match) throw new Refusal('relation-unconfirmed');
  const now = deps.clock.now();
  const dueAt = birthday(said.born, deps.province.guardianship.ageOfMajority);
  if (dueAt <= now) throw new Refusal('dependant-of-age');
  const confirmed = { ...claim, residenceDivision: said.residenceDivision, samePerson: [] };
  return transact(deps.db, async (tx) => {
    await requireRoom(tx, guardianId, now, deps.province.guardianship.dependantsPerGuardian);
    return beginGuardianship(tx, now, {
      guardianshipId: newId(now),
      guardianId,
      dependantId: await personOfChild(tx, deps, confirmed),
      relation: 'child',
      ground: documentType === '99' ? 'birth-certificate' : 'household-register',
      dueAt,
    });
  });
}

/** Midnight at the beginning of the birthday; of 29 February, in other years, 1 March. @param born YYYY-MM-DD */
function birthday(born: string, age: number): Date {
  const [year = '', month = '', day = ''] = born.split('-');
  const ordinary = new Date(Date.UTC(Number(year) + age, Number(month) - 1, Number(day)));
  return startOfDay(ordinary.toISOString().slice(0, 10));
}

async function askAdult(
  deps: Deps,
  guardianId: string,
  claim: Claim,
  { phone: typed, source }: { phone: string | undefined; source: string },
): Promise<string> {
  if (typed === undefined) throw new Refusal('dependant-phone-needed');
  const phone = readPhone(typed);
  const guardian = await deps.db
    .selectFrom('person')
    .select('phone_index')
    .where('person_id', '=', guardianId)
    .executeTakeFirstOrThrow();
  if (guardian.phone_index?.equals(phoneIndex(deps, phone)) === true) throw new Refusal('dependant-phone-needed');
  // A child cannot agree, and its birth certificate is no document of an adult.
  if (claim.documentType === '99' || isMinor(deps, claim)) throw new Refusal('relation-unconfirmed');
  const { residenceDivision } = await confirmIdentity(deps, claim);
  const now = deps.clock.now();
  const guardianshipId = newId(now);
  await transact(deps.db, async (tx) => {
    await requireRoom(tx, guardianId, now, deps.province.guardianship.dependantsPerGuardian);
    await tx
      .insertInto('guardianship_request')
      .values({
        person_id: guardianId,
        guardianship_id: guardianshipId,
        document_type: claim.documentType,
        document_sealed: deps.seal.seal('document', claim.documentNumber),
        issuing_country: claim.issuingCountry ?? null,
        name_sealed: deps.seal.seal('name', claim.name),
        phone_sealed: deps.seal.seal('phone', phone),
        residence_division: residenceDivision,
        requested_at: now,
        expires_at: addSeconds(now, requestSeconds),
      })
      .execute();
  });
  // Sent whoever's phone it is: whether the document is tied to it is looked at when the code comes back, and not told before.
  await sendPhoneCode(deps, phone, source, { purpose: 'guardianship', subject: guardianshipId }).catch(
    async (error: unknown) => {
      await deleteRequest(deps.db, guardianId, guardianshipId);
      throw error;
    },
  );
  return guardianshipId;
}

function isMinor(deps: Deps, claim: Claim): boolean {
  if (claim.documentType !== '10') return false;
  return (
    birthday(people.birthDateIn(claim.documentNumber), deps.province.guardianship.ageOfMajority) > deps.clock.now()
  );
}
