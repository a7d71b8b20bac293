import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf, startOfDay } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import { noteStop } from '../listing/index.ts';
import { dropPending, keepPending } from './pending.ts';
import { contentOf, type StatementRow } from './statement.ts';
import type { UploadNamed } from './upload-store.ts';

export type PositivesDeps = Pick<NodeContext, 'clock' | 'seal' | 'province'>;

/**
 * Holds back positive results beyond what one sender may put in force in a day: somebody who invents them for a crowd needs a second
 * person. What has been let through once passes again, so that a file that is sent twice counts once. Answers what takes effect, and
 * how many wait.
 */
export async function holdPositives(
  tx: Tx,
  deps: PositivesDeps,
  staff: StaffPrincipal,
  { uploadId, division }: Pick<UploadNamed, 'uploadId' | 'division'>,
  rows: readonly StatementRow[],
): Promise<{ free: StatementRow[]; held: number }> {
  // A laboratory that takes a held result back, or corrects it, has nothing left that waits.
  const others = rows.filter((row) => !isPositive(row));
  await dropPending(tx, others, 'held');
  const positives = rows.filter(isPositive);
  if (positives.length === 0) return { free: [...rows], held: 0 };
  const allowed = await letThrough(tx, deps, staff.staffId, positives);
  const held = positives.filter((row) => !allowed.has(row));
  if (held.length > 0) {
    await keepPending(tx, deps, held, { within: 'held', uploadId });
    const why = 'positives-held';
    const ground = { ground: 'laboratory-report', documentNumber: uploadId, people: held.length };
    await noteStop(tx, deps, staff, { what: 'results', why, division, ...ground });
  }
  const wait = new Set(held);
  return { free: rows.filter((row) => !wait.has(row)), held: held.length };
}

export const isPositive = ({ kind, data }: StatementRow): boolean => kind === 'nat' && data?.['result'] === 'positive';

/** Which of these may take effect: those that did before, and as many more as the sender has left of the day. */
async function letThrough(
  tx: Tx,
  deps: PositivesDeps,
  staffId: string,
  positives: readonly StatementRow[],
): Promise<ReadonlySet<StatementRow>> {
  // Two files of one sender at once share what is left.
  await sql`select pg_advisory_xact_lock(hashtext(${`ingest.positives:${staffId}`}))`.execute(tx);
  const indexed = positives.map((row) => ({ row, index: indexOf(deps, row) }));
  const { rows } = await sql<{ statement_index: Buffer }>`
    select statement_index from positive_told
      join ${rowsOf(indexed, { statement_index: ['bytea', ({ index }) => index] })} using (statement_index)`.execute(
    tx,
  );
  const told = new Set(rows.map((row) => row.statement_index.toString('hex')));
  const { today } = await tx
    .selectFrom('positive_told')
    .select((e) => e.fn.countAll<number>().as('today'))
    .where('staff_id', '=', staffId)
    .where('told_at', '>=', startOfDay(dayOf(deps.clock.now())))
    .executeTakeFirstOrThrow();
  const fresh = indexed.filter(({ index }) => !told.has(index.toString('hex')));
  const left = Math.max(0, deps.province.ingest.positivesAlone - today);
  const passing = fresh.slice(0, left);
  await tellPositives(
    tx,
    deps,
    passing.map(({ row }) => row),
    staffId,
  );
  const waiting = new Set(fresh.slice(left).map(({ row }) => row));
  return new Set(positives.filter((row) => !waiting.has(row)));
}

/** Remembers positive results as let through. @param staffId on whose word alone; null where two have agreed */
export async function tellPositives(
  tx: Tx,
  deps: PositivesDeps,
  rows: readonly StatementRow[],
  staffId: string | null,
): Promise<void> {
  await insertRows(
    tx,
    'positive_told',
    rows,
    {
      statement_index: ['bytea', (row) => indexOf(deps, row)],
      staff_id: ['uuid', () => staffId],
      told_at: ['timestamptz', () => deps.clock.now()],
    },
    sql`on conflict do nothing`,
  );
}

/** One statement about one person, under a key of the node's. */
function indexOf({ seal }: PositivesDeps, row: StatementRow): Buffer {
  return seal.index('statement', `${row.documentIndex.toString('hex')} ${row.key} ${contentOf(row)}`);
}

/** Results are evidence for some weeks; what is sent again after that is an old file. */
const rememberedSeconds = 60 * 86_400;

export async function forgetTold(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('positive_told').where('told_at', '<', addSeconds(now, -rememberedSeconds)).execute();
}
