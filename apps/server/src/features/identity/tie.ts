import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { claimDocument, documentColumns, insertDocument, keepDocument, ownerOf } from './documents.ts';
import { guardiansOf } from './guardianship.ts';
import type { Confirmed } from './registries.ts';

type Deps = Pick<NodeContext, 'clock' | 'seal'>;

/** A phone as the account or the person has it. */
export interface SealedPhone {
  readonly phone_sealed: Buffer | null;
  readonly phone_index: Buffer | null;
}

/** To whom a document belongs: to this phone's person, or to `owner`, who is somebody else. */
export type Tied = { readonly personId: string } | { readonly owner: string };

/**
 * Finds the person of a document that a registry has confirmed, by the document or by another that the registry says is hers, or
 * makes the person at the first time. Nobody is handed over: a person who has another phone, or guardians and no phone, is `owner`.
 * @param holder the person whom the caller is already, or null
 */
export async function tie(
  tx: Tx,
  deps: Deps,
  holder: string | null,
  phone: SealedPhone,
  confirmed: Confirmed,
): Promise<Tied> {
  const known = await knownPerson(tx, deps, confirmed);
  if (known === undefined) return holder === null ? makePerson(tx, deps, phone, confirmed) : { owner: holder };
  if (known !== holder && (holder !== null || !(await mayTake(tx, deps, known, phone)))) return { owner: known };
  const owner = await claimDocument(tx, deps, confirmed, known);
  if (owner !== known) return { owner };
  await keepDocument(tx, deps, known, confirmed);
  await reserveOthers(tx, deps, known, confirmed);
  // Only residents have one: it is known from when the resident number is.
  if (confirmed.residenceDivision !== null) {
    await tx
      .updateTable('person')
      .set({ residence_division: confirmed.residenceDivision })
      .where('person_id', '=', known)
      .execute();
  }
  return { personId: known };
}

/** The person of a child whose relation the registry has confirmed, whoever has its documents; made at the first time. */
export async function personOfChild(tx: Tx, deps: Deps, confirmed: Confirmed): Promise<string> {
  const known = await knownPerson(tx, deps, confirmed);
  if (known !== undefined) return known;
  const made = await makePerson(tx, deps, { phone_sealed: null, phone_index: null }, confirmed);
  return 'owner' in made ? made.owner : made.personId;
}

async function knownPerson(tx: Tx, deps: Deps, confirmed: Confirmed): Promise<string | undefined> {
  for (const reference of [confirmed, ...confirmed.samePerson]) {
    const owner = await ownerOf(tx, deps, reference);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Her own phone; or she has none and nobody who acts for her, so that the phone becomes hers now. */
async function mayTake(tx: Tx, deps: Deps, personId: string, phone: SealedPhone): Promise<boolean> {
  const person = await tx
    .selectFrom('person')
    .select('phone_index')
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (phone.phone_index === null) return false;
  if (person.phone_index !== null) return person.phone_index.equals(phone.phone_index);
  if ((await guardiansOf(tx, personId, deps.clock.now())).length > 0) return false;
  await tx
    .updateTable('person')
    .set({ phone_sealed: phone.phone_sealed, phone_index: phone.phone_index })
    .where('person_id', '=', personId)
    .execute();
  return true;
}

async function makePerson(tx: Tx, deps: Deps, phone: SealedPhone, confirmed: Confirmed): Promise<Tied> {
  const now = deps.clock.now();
  const personId = newId(now);
  const owner = await claimDocument(tx, deps, confirmed, personId);
  // Another call made the person in the same instant.
  if (owner !== personId) return (await mayTake(tx, deps, owner, phone)) ? { personId: owner } : { owner };
  const documentId = newId(now);
  await tx
    .insertInto('person')
    .values({
      person_id: personId,
      document_id: documentId,
      ...documentColumns(deps, confirmed),
      phone_sealed: phone.phone_sealed,
      phone_index: phone.phone_index,
      residence_division: confirmed.residenceDivision,
      verified_at: now,
    })
    .execute();
  await insertDocument(tx, deps, personId, documentId, confirmed);
  await reserveOthers(tx, deps, personId, confirmed);
  return { personId };
}

/**
 * Documents that the registry says are hers too wait for her: not every registry tells such a thing, and the one that holds the
 * resident number does not know the passport.
 */
async function reserveOthers(tx: Tx, deps: Deps, personId: string, { samePerson }: Confirmed): Promise<void> {
  for (const reference of samePerson) await claimDocument(tx, deps, reference, personId);
}
