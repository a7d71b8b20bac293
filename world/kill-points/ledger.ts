import pg from 'pg';
import { twoProvinces } from '../provinces.ts';
import type { Rows } from './deeds.ts';

/**
 * Every table whose rows a caller's acts make, one for one. Not here: what the node does by itself and may do again (facts,
 * decisions, the log), and what passes (sessions, phone codes, nonces).
 */
const counted = `
  account phone_account person document_person consent authorization_code declaration
  code current_code holder_device strip_grant strip_ordinal paper_code
  venue enrolment_code checkpoint_device device_venue scan scan_batch
  conversion attestation_request subject_question face_check account_closure closure_receipt`
  .trim()
  .split(/\s+/);

/** What is stored in both provinces, read past the node. */
export interface Ledger {
  count(): Promise<Rows>;
  /** What is stored twice or half of what the node does by itself; empty when all is in order. */
  disorder(): Promise<string[]>;
  /** Jobs that run as soon as somebody takes them, or that somebody has taken. */
  waitingJobs(): Promise<number>;
  /** The days are over in which an account may be kept. By the date of this closure: a clock moved by days would age everybody else. */
  letDaysPass(division: string, closureId: string): Promise<void>;
  close(): Promise<void>;
}

export function openLedger(databaseUrl: (division: string) => string): Ledger {
  const pools = twoProvinces.map((division) => {
    const pool = new pg.Pool({ connectionString: databaseUrl(division), max: 1 });
    pool.on('error', () => undefined);
    return { division, pool };
  });
  const counts = counted.map((table) => `select '${table}' as name, count(*)::int as rows from ${table}`);
  return {
    async count() {
      const byDivision = pools.map(async ({ division, pool }) => {
        const { rows } = await pool.query<{ name: string; rows: number }>(counts.join(' union all '));
        return [division, Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]))] as const;
      });
      return Object.fromEntries(await Promise.all(byDivision));
    },
    async disorder() {
      const found: string[] = [];
      for (const { division, pool } of pools) {
        for (const [what, query] of Object.entries(disorder)) {
          const { rows } = await pool.query<{ found: number }>(
            `select count(*)::int as found from (${query}) disorder`,
          );
          if (rows[0]?.found !== 0) found.push(`${division}: ${what}, ${rows[0]?.found} times`);
        }
      }
      return found;
    },
    async waitingJobs() {
      const waiting = pools.map(async ({ pool }) => {
        const { rows } = await pool.query<{ jobs: number }>(
          'select count(*)::int as jobs from graphile_worker._private_jobs where run_at <= now() or locked_by is not null',
        );
        return rows[0]?.jobs ?? 0;
      });
      return (await Promise.all(waiting)).reduce((sum, jobs) => sum + jobs, 0);
    },
    async letDaysPass(division, closureId) {
      const { pool } = pools.find((each) => each.division === division)!;
      const { rowCount } = await pool.query('update account_closure set due_at = asked_at where closure_id = $1', [
        closureId,
      ]);
      if (rowCount !== 1) throw new Error('there is no such closure');
    },
    close: async () => void (await Promise.all(pools.map(({ pool }) => pool.end()))),
  };
}

/** Each finds nothing in a database that is in order. */
// Of a closed account the leaves stay, without their salts.
const disorder: Readonly<Record<string, string>> = {
  'one source says the same of a person twice': `select from fact where superseded_by is null group by person_id, source, within, key, kind, data having count(*) > 1`,
  'a decision without its commitment, or a commitment of none': `select from (select commitment_id from decision union all select commitment_id from code
       union all select commitment_id from attestation_request union all select commitment_id from access_record) said
      full join log_commitment kept using (commitment_id)
     where (said.commitment_id is null and length(kept.salt) > 0) or kept.commitment_id is null`,
  'a current decision that was never made': `select from current_decision c left join decision d using (person_id, decision_id) where d.decision_id is null`,
  'an approved conversion without its code': `select from conversion c left join code using (person_id, code_id) where c.state = 'approved' and code.code_id is null`,
  'a job that nobody will do': `select from graphile_worker._private_jobs where locked_by is not null or attempts >= max_attempts`,
};

/** What was added between two counts, without what stayed the same. */
export function difference(before: Rows, after: Rows): Rows {
  const byDivision = Object.entries(after).map(([division, tables]) => {
    const added = Object.entries(tables)
      .map(([table, rows]) => [table, rows - (before[division]?.[table] ?? 0)] as const)
      .filter(([, rows]) => rows !== 0);
    return [division, Object.fromEntries(added)] as const;
  });
  return Object.fromEntries(byDivision.filter(([, tables]) => Object.keys(tables).length > 0));
}

/** The same rows in the same order, to be compared and shown. */
export function describeRows(rows: Rows): string {
  return Object.entries(rows)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([division, tables]) => {
      const parts = Object.entries(tables).toSorted(([a], [b]) => a.localeCompare(b));
      return `${division}: ${parts.map(([table, count]) => `${table} ${count}`).join(', ')}`;
    })
    .join('; ');
}
