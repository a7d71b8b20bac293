import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { AppealDeps } from './deps.ts';

const days = 90;
/** A smaller number could point at somebody. */
const smallestShown = 10;

interface Row {
  readonly rule_id: string | null;
  readonly fact_source: string | null;
  readonly filed: number;
  readonly upheld: number;
  readonly answered_late: number;
  readonly waiting_late: number;
}

/**
 * How often a colour was contested and found wrong, by rule and by source, and how many answers are late. Counts under ten are not
 * told, and others only in whole tens, so that what is not told cannot be had by taking one table from the other.
 */
export async function appealStatistics({
  db,
  clock,
}: Pick<AppealDeps, 'db' | 'clock'>): Promise<schemas.AppealStatistics> {
  const to = clock.now();
  const from = addSeconds(to, -days * 86_400);
  const { rows } = await sql<Row>`
    select rule_id, fact_source, count(*) as filed, count(*) filter (where state = 'upheld') as upheld,
           count(*) filter (where closed_at > due_at) as answered_late,
           count(*) filter (where state = 'open' and due_at < ${to}) as waiting_late
      from appeal where filed_at > ${from} and kind <> 'release'
     group by rule_id, fact_source`.execute(db);
  const total = (column: 'filed' | 'upheld' | 'answered_late' | 'waiting_late') => told(sum(rows, column));
  return {
    from: toEdge(from),
    to: toEdge(to),
    filed: total('filed'),
    upheld: total('upheld'),
    answeredLate: total('answered_late'),
    waitingLate: total('waiting_late'),
    byRule: counted(rows, 'rule_id'),
    bySource: counted(rows, 'fact_source'),
  };
}

function counted(rows: readonly Row[], by: 'rule_id' | 'fact_source'): schemas.AppealStatistics['byRule'] {
  const names = [...new Set(rows.flatMap((row) => row[by] ?? []))].toSorted();
  return names.map((name) => {
    const own = rows.filter((row) => row[by] === name);
    return { name, filed: told(sum(own, 'filed')), upheld: told(sum(own, 'upheld')) };
  });
}

function sum(rows: readonly Row[], column: 'filed' | 'upheld' | 'answered_late' | 'waiting_late'): number {
  return rows.reduce((all, row) => all + row[column], 0);
}

function told(count: number): number | null {
  return count < smallestShown ? null : Math.floor(count / smallestShown) * smallestShown;
}
