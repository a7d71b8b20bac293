import { sql } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import type { PolicyActivationTable, PolicyReleaseTable } from '../../platform/database.ts';
import { newId } from '../../platform/ids.ts';
import type { ReleaseContent } from './release-content.ts';

export type ReleaseRow = Omit<PolicyReleaseTable, 'content'> & { readonly content: ReleaseContent };
export type ActivationRow = PolicyActivationTable;

export async function findRelease(read: Read, releaseId: string, lock = false): Promise<ReleaseRow | undefined> {
  const found = read.selectFrom('policy_release').selectAll().where('release_id', '=', releaseId);
  const row = await (lock ? found.forUpdate() : found).executeTakeFirst();
  return row as ReleaseRow | undefined;
}

/** Every activation there is, in the order in which they are in force; the last one stays. */
export async function activations(read: Read): Promise<ActivationRow[]> {
  return read.selectFrom('policy_activation').selectAll().orderBy('effective_at').orderBy('activation_id').execute();
}

/**
 * Puts a release in force from an instant on; the caller holds the decisions. Its id is higher than every one before, also within one
 * millisecond: of two for the same minute the one that was approved last counts.
 */
export async function activate(
  tx: Tx,
  activation: Omit<ActivationRow, 'activation_id' | 'handed_over_at' | 'approval_id'> & {
    readonly approval_id: string;
  },
): Promise<void> {
  const { last } = await tx
    .selectFrom('policy_activation')
    .select((e) => e.cast<string>(sql`max(activation_id::text)`, 'text').as('last'))
    .executeTakeFirstOrThrow();
  let made = activation.approved_at;
  let id = newId(made);
  while (id <= last) {
    made = new Date(made.getTime() + 1);
    id = newId(made);
  }
  await tx
    .insertInto('policy_activation')
    .values({ ...activation, activation_id: id, handed_over_at: null })
    .execute();
}

/** The packs of these names that are here, in their order. */
export async function packRows(read: Read, packs: readonly { readonly id: string; readonly version: string }[]) {
  const { rows } = await sql<{ pack_id: string; version: string; content: unknown; content_hash: Buffer }>`
    select pack_id, version, content, content_hash
      from policy_pack
      join unnest(${packs.map(({ id }) => id)}::text[], ${packs.map(({ version }) => version)}::text[])
           with ordinality as named (id, number, position) on pack_id = id and version = number
     order by position`.execute(read);
  return rows;
}
