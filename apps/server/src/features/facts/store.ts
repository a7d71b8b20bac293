import { sql } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import { prepared } from '../../platform/prepared.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import { keepSojourns } from '../sojourn/index.ts';
import type { NewFact } from './fact.ts';

/** A fact as it goes into storage. */
export interface StoredFact extends NewFact {
  readonly personId: string;
  readonly factId: string;
  readonly source: string;
  readonly within: string;
  readonly key: string;
  readonly receivedAt: Date;
}

export interface StandingFact {
  readonly personId: string;
  readonly factId: string;
  readonly source: string;
  readonly kind: string;
  readonly within: string;
  readonly key: string;
  readonly data: unknown;
}

/**
 * Two changes to what one source said of a person at once: the second waits here, and then sees what the first has stored. Of many
 * people, all wait in one order.
 */
export async function awaitOthers(tx: Tx, personIds: readonly string[]): Promise<void> {
  await sql`${prepared}
    select person_id from person where person_id = any(${[...personIds]}::uuid[]) order by person_id for no key update`.execute(
    tx,
  );
}

/** What these sources have said of these people, as far as it stands. */
export async function standingFacts(
  read: Read,
  personIds: readonly string[],
  sources: readonly string[],
): Promise<StandingFact[]> {
  const rows = await read
    .selectFrom('fact')
    .select(['person_id', 'fact_id', 'source', 'kind', 'within', 'key', 'data'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('source', '=', sql<string>`any(${[...sources]}::text[])`)
    .where('superseded_by', 'is', null)
    .execute();
  return rows.map(({ person_id: personId, fact_id: factId, ...row }) => ({ personId, factId, ...row }));
}

/**
 * Sets facts aside, which are kept for the decisions that were made from them, and stores those that take their place. The index of who
 * was where follows. Answers of whom anything has changed.
 */
export async function exchangeFacts(
  tx: Tx,
  gone: readonly Superseded[],
  fresh: readonly StoredFact[],
): Promise<string[]> {
  await setAside(tx, gone);
  await insertFacts(tx, fresh);
  const personIds = [...new Set([...gone, ...fresh].map(({ personId }) => personId))];
  await keepSojourns(tx, personIds, fresh);
  return personIds;
}

export interface Superseded {
  readonly personId: string;
  readonly factId: string;
  /** What takes its place: a fact, the report that no longer knows of it, or itself where it is withdrawn. */
  readonly by: string;
}

async function setAside(tx: Tx, facts: readonly Superseded[]): Promise<void> {
  if (facts.length === 0) return;
  await sql`
    update fact set superseded_by = given.by
      from ${rowsOf(facts, {
        person_id: ['uuid', ({ personId }) => personId],
        fact_id: ['uuid', ({ factId }) => factId],
        by: ['uuid', ({ by }) => by],
      })}
     where fact.person_id = given.person_id and fact.fact_id = given.fact_id`.execute(tx);
}

async function insertFacts(tx: Tx, facts: readonly StoredFact[]): Promise<void> {
  await insertRows(tx, 'fact', facts, {
    person_id: ['uuid', (fact) => fact.personId],
    fact_id: ['uuid', (fact) => fact.factId],
    kind: ['text', (fact) => fact.kind],
    source: ['text', (fact) => fact.source],
    within: ['text', (fact) => fact.within],
    key: ['text', (fact) => fact.key],
    observed_at: ['timestamptz', (fact) => fact.observedAt],
    received_at: ['timestamptz', (fact) => fact.receivedAt],
    data: ['jsonb', (fact) => JSON.stringify(fact.data)],
  });
}
