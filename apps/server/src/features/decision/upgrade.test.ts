import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabaseBefore } from '../../../test/upgrade.ts';
import type { DbHandle } from '../../platform/db.ts';
import { migrate } from '../../platform/migrate.ts';
import { currentFacts } from '../facts/index.ts';
import { currentDecision } from './index.ts';

const [personId, decisionId, reportId, oldReportId, testId] = Array.from({ length: 5 }, () => randomUUID());
const at = new Date('2026-11-24T00:00:00Z');
const outcome = { colour: 'green', decidedAt: '2026-11-24T08:00:00+08:00', standsUntil: '2026-11-27T08:00:00+08:00' };

let handle: DbHandle;
beforeAll(async () => {
  handle = await openDatabaseBefore('0015');
  await insertAsReleased();
  await migrate(handle.pool);
});
afterAll(() => handle.close());

/** A person with a report, the one before it, a test, and a decision made from them, as the version before wrote them. */
async function insertAsReleased(): Promise<void> {
  await handle.pool.query(
    `insert into person (person_id, document_type, document_sealed, name_sealed, name_index, verified_at)
     values ($1, '10', '\\x00', '\\x00', '\\x00', $2)`,
    [personId, at],
  );
  const report = JSON.stringify({ source: 'nat-laboratory', window: 'P7D' });
  const facts = [
    [oldReportId, 'source-report', report, reportId],
    [reportId, 'source-report', report, null],
    [testId, 'nat', JSON.stringify({ result: 'negative' }), null],
  ];
  for (const [factId, kind, data, by] of facts) {
    await handle.pool.query(
      `insert into fact (person_id, fact_id, kind, source, observed_at, received_at, data, superseded_by)
       values ($1, $2, $3, 'nat-laboratory', $4, $4, $5, $6)`,
      [personId, factId, kind, at, data, by],
    );
  }
  await handle.pool.query(
    `insert into decision (person_id, decision_id, purpose, pack_id, pack_version, colour, decided_at, outcome, outcome_hash,
                           fact_ids, commitment_id)
     values ($1, $2, 'resident', 'pack', '1.0.0', 'green', $3, $4, '\\x01', $5, $2)`,
    [personId, decisionId, at, JSON.stringify(outcome), [reportId, testId]],
  );
  await handle.pool.query(`insert into current_decision values ($1, $2, 'resident', 'green', $3, $3)`, [
    personId,
    decisionId,
    at,
  ]);
}

it('what the sources had said stands: the last report under its id, and every fact', async () => {
  const instant = at.toISOString();
  const told = { source: 'nat-laboratory', observedAt: instant, receivedAt: instant };
  expect(await currentFacts(handle.db, personId!)).toEqual([
    { ...told, id: reportId, kind: 'source-report', data: { source: 'nat-laboratory', window: 'P7D' } },
    { ...told, id: testId, kind: 'nat', data: { result: 'negative' } },
  ]);
});

it('the decision in force holds as long as it did, and what it was made from is still there', async () => {
  const decision = await currentDecision(handle.db, personId!);
  expect(decision?.course).toEqual({
    dueAt: at,
    standsUntil: new Date(outcome.standsUntil),
    confirmedAt: at,
    waitsFor: [],
  });
  expect(decision?.substanceHash).toEqual(Buffer.from([1]));
  const { rows } = await handle.pool.query(
    `select count(*) as kept from fact join decision on fact_id = any(fact_ids)`,
  );
  expect(rows).toEqual([{ kept: 2 }]);
});
