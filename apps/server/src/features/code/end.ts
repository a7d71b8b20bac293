import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { revokePaperOf } from './paper.ts';
import { supersedeStripsOf } from './supersede.ts';

type Deps = Pick<NodeContext, 'clock' | 'permutationKey'>;

/** Takes people's converted codes back, with every strip of them and what was printed. A code of this province's own stays as it is. */
export function endConvertedCodes(tx: Tx, deps: Deps, personIds: readonly string[]): Promise<void> {
  return endCodes(tx, deps, personIds, ['conversion']);
}

/** Takes a code back, whatever it rests on, with every strip of it and what was printed: its owner has gone to live in another province. */
export function endCode(tx: Tx, deps: Deps, personId: string): Promise<void> {
  return endCodes(tx, deps, [personId], ['conversion', 'declaration']);
}

async function endCodes(tx: Tx, deps: Deps, personIds: readonly string[], bases: readonly string[]): Promise<void> {
  const { rows } = await sql<{ person_id: string }>`
    delete from current_code using code
     where current_code.person_id = any(${[...personIds]}::uuid[]) and code.person_id = current_code.person_id
       and code.code_id = current_code.code_id and code.basis = any(${[...bases]}::text[])
    returning current_code.person_id`.execute(tx);
  const ended = rows.map((row) => row.person_id);
  await supersedeStripsOf(tx, deps, ended);
  await revokePaperOf(tx, deps, ended);
}
