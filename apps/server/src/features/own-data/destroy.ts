import { randomUUID } from 'node:crypto';
import { canonicalJson } from '@tongxing/rules';
import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { lockPeople } from '../identity/index.ts';
import { appendEntry } from '../transparency/index.ts';
import { holdings, mentions, type Holding } from './holdings.ts';
import { isHers, keysOf, type Keys } from './owned.ts';

type Deps = Pick<NodeContext, 'clock' | 'province' | 'config'>;
type Claims = schemas.ClosureClaims;

/** Stands in the rows of others where somebody acted in their name who has closed her account. */
const nobody = '00000000-0000-0000-0000-000000000000';
const daySeconds = 86_400;

/**
 * Destroys everything that is held of a person, with the salts by which anybody could tell what in the log is hers, and leaves a receipt
 * that says nothing about whose it was. All of it in the caller's transaction: it is there whole, or gone whole. The log names the
 * digest of the receipt, so that neither can be said to be otherwise later.
 */
export async function destroyPerson(
  tx: Tx,
  deps: Deps,
  { personId, closureId, askedAt }: { readonly personId: string; readonly closureId: string; readonly askedAt: Date },
): Promise<Claims> {
  await lockPeople(tx, [personId]);
  const now = deps.clock.now();
  const keys = await keysOf(tx, personId);
  const destroyed: Record<string, number> = {};
  const kept: Claims['kept'] = [];
  // One id for all that is kept of her: who audits staff still sees that it was one person, and nobody which.
  const severed = randomUUID();
  await forgetMentions(tx, personId);
  for (const holding of holdings) {
    const rows =
      holding.kept === undefined ? await destroyRows(tx, holding, keys) : await sever(tx, holding, keys, severed);
    if (rows === 0) continue;
    if (holding.kept === undefined) destroyed[holding.table] = (destroyed[holding.table] ?? 0) + rows;
    else
      kept.push({
        table: holding.table,
        rows,
        until: toEdge(addSeconds(now, deps.province.retention[holding.kept] * daySeconds)),
      });
  }
  const claims: Claims = {
    iss: deps.config.division,
    jti: closureId,
    iat: Math.floor(now.getTime() / 1000),
    askedAt: toEdge(askedAt),
    destroyedAt: toEdge(now),
    destroyed,
    kept,
  };
  await tx
    .insertInto('closure_receipt')
    .values({ certificate_id: closureId, claims: JSON.stringify(claims), issued_at: now })
    .execute();
  const at = toEdge(now);
  const rows = Object.values(destroyed).reduce((sum, count) => sum + count, 0);
  const receipt = sha256(canonicalJson(claims)).toString('base64url');
  await appendEntry(tx, deps, { kind: 'destruction', at, data: 'closed-account', before: at, rows, receipt });
  return claims;
}

/** Of a commitment the salt goes, which alone said whose it is; the leaf stays, since others' proofs are made with it. */
async function destroyRows(tx: Tx, holding: Holding, keys: Keys): Promise<number> {
  if (holding.of === 'commitment') {
    const { numAffectedRows: salts } = await sql`
      update ${sql.table(holding.table)} set salt = ''::bytea where ${isHers(holding, keys)}`.execute(tx);
    return Number(salts ?? 0);
  }
  const { numAffectedRows } = await sql`delete from ${sql.table(holding.table)} where ${isHers(holding, keys)}`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
}

/** The rows of an office go on under an id that is nobody's. Taken out and put in again: the id says where in a cluster a row lies. */
async function sever(tx: Tx, holding: Holding, keys: Keys, severed: string): Promise<number> {
  const table = sql.table(holding.table);
  const { rows } = await sql<{ row: object }>`
    delete from ${table} where ${isHers(holding, keys)} returning to_jsonb(${table}) as row`.execute(tx);
  for (const { row } of rows) {
    const anew = JSON.stringify({ ...row, [holding.column]: severed });
    await sql`insert into ${table} select * from jsonb_populate_record(null::${table}, ${anew}::jsonb)`.execute(tx);
  }
  return rows.length;
}

async function forgetMentions(tx: Tx, personId: string): Promise<void> {
  for (const { table, column } of mentions) {
    await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = ${nobody}::uuid where ${sql.ref(column)} = ${personId}::uuid`.execute(
      tx,
    );
  }
  // People who are about to be judged again: a batch that has been done names them for some time still.
  await sql`
    update recolouring_batch set person_ids = array_remove(person_ids, ${personId}::uuid)
     where person_ids @> array[${personId}::uuid]`.execute(tx);
}
