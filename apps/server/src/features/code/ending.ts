import { sql } from 'kysely';
import type { Read } from '../../platform/db.ts';

export interface CodeEnding {
  readonly personId: string;
  readonly codeId: string;
  readonly validTo: Date;
}

/** Current codes that run out until an instant, in order of their ends, from a place in that order on; renewed ones are left out. */
export async function codesEnding(
  read: Read,
  window: { after: { validTo: Date; codeId: string }; until: Date; limit: number },
): Promise<CodeEnding[]> {
  const { after, until, limit } = window;
  const rows = await read
    .selectFrom('code')
    .innerJoin('current_code', (join) =>
      join.onRef('current_code.person_id', '=', 'code.person_id').onRef('current_code.code_id', '=', 'code.code_id'),
    )
    .select(['code.person_id', 'code.code_id', 'valid_to'])
    .where(sql<boolean>`(code.valid_to, code.code_id) > (${after.validTo}, ${after.codeId}::uuid)`)
    .where('valid_to', '<=', until)
    .orderBy('valid_to')
    .orderBy('code.code_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ personId: row.person_id, codeId: row.code_id, validTo: row.valid_to }));
}
