import { sql } from 'kysely';
import type { Database } from '../../platform/database.ts';
import type { Read } from '../../platform/db.ts';
import { holdings, type Holding, type Owner } from './holdings.ts';

/** By what the rows of one person are found. */
export type Keys = Readonly<Record<Owner, readonly (string | Buffer)[]>>;

type Row = Readonly<Record<string, unknown>>;

/** The keys of a person. Commitments are known by the rows that have made them, so they are asked for last. */
export async function keysOf(read: Read, personId: string): Promise<Keys> {
  const accounts = await read.selectFrom('account').select('account_id').where('person_id', '=', personId).execute();
  const documents = await read
    .selectFrom('document_person')
    .select('document_index')
    .where('person_id', '=', personId)
    .execute();
  const phones = await read.selectFrom('person').select('phone_index').where('person_id', '=', personId).execute();
  const keys = {
    person: [personId],
    account: accounts.map((row) => row.account_id),
    index: [...documents.map((row) => row.document_index), ...phones.flatMap((row) => row.phone_index ?? [])],
    commitment: [],
  };
  return { ...keys, commitment: await commitmentsOf(read, keys) };
}

/** The rows of a holding that are hers, and how many more there are than `most`. */
export async function rowsOwned(read: Read, holding: Holding, keys: Keys, most: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select * from ${sql.table(holding.table)} where ${isHers(holding, keys)} limit ${most}`.execute(read);
  return rows;
}

/** Which rows of a holding are hers. */
export function isHers({ column, of }: Holding, keys: Keys) {
  return sql`${sql.ref(column)} = any(${[...keys[of]]}::${sql.raw(of === 'index' ? 'bytea[]' : 'uuid[]')})`;
}

async function commitmentsOf(read: Read, keys: Keys): Promise<string[]> {
  const found: string[] = [];
  for (const holding of holdings.filter(({ table, of }) => of === 'person' && committing.has(table))) {
    const { rows } = await sql<{ commitment_id: string | null }>`
      select commitment_id from ${sql.table(holding.table)} where ${isHers(holding, keys)}`.execute(read);
    found.push(...rows.flatMap((row) => row.commitment_id ?? []));
  }
  return found;
}

/** The tables whose rows are committed to in the log. */
export const committing: ReadonlySet<keyof Database> = new Set([
  'access_record',
  'attestation_request',
  'code',
  'conversion_certificate',
  'correction_certificate',
  'decision',
]);
