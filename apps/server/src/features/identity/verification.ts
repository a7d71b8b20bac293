import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { dayOf } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { isResidentNumber, normaliseDocumentNumber } from './document.ts';
import { chargeVerification } from './limits.ts';
import type { PopulationRegistry } from './ports.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'> & { readonly registry: PopulationRegistry };

/**
 * Real-name check. Ties the account to the person with this document; makes the person at the first time.
 * A person who is already tied to another phone is not handed over: knowing a name and a number is no proof of being somebody.
 */
export async function verifyIdentity(deps: Deps, accountId: string, claim: schemas.IdentityClaim): Promise<string> {
  const documentNumber = normaliseDocumentNumber(claim.documentNumber);
  if (!isResidentNumber(documentNumber, dayOf(deps.clock.now()))) {
    throw new Refusal('document-number-invalid', { errors: [{ path: '/body/documentNumber', rule: 'GB 11643-1999' }] });
  }
  const giveBack = await chargeVerification(deps, accountId, documentNumber);
  const name = claim.name.trim().normalize('NFC');
  const answer = await askRegistry(deps.registry, { documentType: claim.documentType, documentNumber, name });
  if (!answer.match) throw new Refusal('identity-mismatch');
  await giveBack();
  return transact(deps.db, (tx) =>
    tie(tx, deps, accountId, {
      documentType: claim.documentType,
      documentNumber,
      name,
      residenceDivision: answer.residenceDivision,
    }),
  );
}

async function askRegistry(registry: PopulationRegistry, claim: schemas.IdentityClaim) {
  try {
    return await registry.verify(claim);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('registry-unavailable', { retryAfterSeconds: 60 });
  }
}

interface VerifiedClaim {
  documentType: string;
  documentNumber: string;
  name: string;
  residenceDivision: string | null;
}

async function tie(tx: Tx, deps: Deps, accountId: string, claim: VerifiedClaim): Promise<string> {
  const now = deps.clock.now();
  const account = await tx
    .selectFrom('account')
    .selectAll()
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const fresh = newId(now);
  const { person_id: personId } = await tx
    .insertInto('document_person')
    .values({
      document_index: deps.seal.index('document', `${claim.documentType}:${claim.documentNumber}`),
      person_id: fresh,
    })
    .onConflict((conflict) =>
      conflict.column('document_index').doUpdateSet((e) => ({ document_index: e.ref('excluded.document_index') })),
    )
    .returning('person_id')
    .executeTakeFirstOrThrow();
  if (account.person_id !== null && account.person_id !== personId) throw new Refusal('already-verified');
  if (personId === fresh) {
    await tx
      .insertInto('person')
      .values({
        person_id: personId,
        document_type: claim.documentType,
        document_sealed: deps.seal.seal('document', claim.documentNumber),
        name_sealed: deps.seal.seal('name', claim.name),
        name_index: deps.seal.index('name', claim.name),
        phone_sealed: account.phone_sealed,
        phone_index: account.phone_index,
        residence_division: claim.residenceDivision,
        verified_at: now,
      })
      .execute();
  } else {
    const person = await tx
      .selectFrom('person')
      .select('phone_index')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    if (!person.phone_index.equals(account.phone_index)) throw new Refusal('document-linked-elsewhere');
  }
  await tx.updateTable('account').set({ person_id: personId }).where('account_id', '=', accountId).execute();
  return personId;
}
