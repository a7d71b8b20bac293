import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { supersedeStripsOf } from './supersede.ts';

/** Takes people's converted codes back, with every strip of them. A code of this province's own stays as it is. */
export async function endConvertedCodes(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'permutationKey'>,
  personIds: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ person_id: string }>`
    delete from current_code using code
     where current_code.person_id = any(${[...personIds]}::uuid[]) and code.person_id = current_code.person_id
       and code.code_id = current_code.code_id and code.basis = 'conversion'
    returning current_code.person_id`.execute(tx);
  await supersedeStripsOf(
    tx,
    deps,
    rows.map((row) => row.person_id),
  );
}
