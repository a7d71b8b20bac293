import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago } from '../../../test/citizen.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { populate } from '../../../test/population.ts';
import { dayOf } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { startRecolouring } from './index.ts';
import type { Orders } from './test/work.ts';

/** Two batches, the second of one person. */
const people = 1001;
const program = fileURLToPath(new URL('test/work.ts', import.meta.url));

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

/** People who were in a county of Harbin, each with a strip that is still good. */
async function settled(county: string): Promise<string[]> {
  const stay = { division: county, from: ago(node, 4 * day), to: ago(node, 3 * day) };
  const personIds = await populate(node, people, () => [stay]);
  const now = node.clock.now();
  const validityDay = dayOf(now);
  const { db } = node.context;
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(next_ordinal), 0)::int as next from ordinal_counter where validity_day = ${validityDay}`.execute(
    db,
  );
  const first = rows[0]!.next;
  await sql`
    insert into strip_grant (person_id, grant_id, device_id, code_id, decision_id, validity_day, ordinal, holder_key, key_maker,
                             granted_at, expires_at)
    select person_id, decision_id, decision_id, decision_id, decision_id, ${validityDay},
           ${first}::int - 1 + row_number() over (order by person_id), ${Buffer.alloc(64)}, 'device', ${now}, ${new Date(now.getTime() + day * 1000)}
      from current_decision where person_id = any(${personIds}::uuid[])`.execute(db);
  await sql`
    insert into ordinal_counter (validity_day, next_ordinal, shard_bits) values (${validityDay}, ${first + people}, 0)
    on conflict (validity_day) do update set next_ordinal = excluded.next_ordinal`.execute(db);
  return personIds;
}

/** The county turns high-risk; no job of this process has begun. */
function turnsHighRisk(county: string): Promise<string> {
  // After the publication with which the node was opened: of two that say the same instant, either may count.
  node.clock.forward(1);
  const now = node.clock.now();
  const publicationId = newId(now);
  const areas = [{ division: county, name: '示例区', level: 'high', from: ago(node, 10 * day) }];
  return transact(node.context.db, async (tx) => {
    await tx
      .insertInto('risk_publication')
      .values({
        publication_id: publicationId,
        published_at: now,
        received_at: now,
        content_hash: randomBytes(32),
        areas: JSON.stringify(areas),
        own_areas: 0,
      })
      .execute();
    const stays = [{ division: county, from: null, to: null }];
    return startRecolouring(tx, node.context, {
      cause: { kind: 'risk-areas', subjectId: publicationId },
      people: { stays },
    });
  });
}

/** Another process works on it and is killed; answers by what it ended. */
function workAndDie(recolouringId: string, point: string, nth: number): Promise<string> {
  const { context, handle } = node;
  const orders: Orders = {
    databaseUrl: String(handle.pool.options.connectionString),
    provinceFolder: context.config.provinceFolder,
    permutationKey: Buffer.from(context.permutationKey).toString('hex'),
    now: node.clock.now().toISOString(),
    recolouringId,
    point,
    nth,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, JSON.stringify(orders)], (error, stdout, stderr) =>
      resolve(error === null ? stdout : (error.signal ?? stderr)),
    );
  });
}

/** How many people have each colour, number of decisions, of messages, of strips taken back, and of marks in the lists. */
async function outcome(personIds: readonly string[], recolouringId: string) {
  const { db } = node.context;
  const { rows } = await sql`
    select colour, decisions, messages, strips, count(*)::int as people from (
      select colour,
             (select count(*)::int from decision where decision.person_id = current_decision.person_id) as decisions,
             (select count(*)::int from message where message.person_id = current_decision.person_id) as messages,
             (select count(*)::int from strip_grant
               where strip_grant.person_id = current_decision.person_id and superseded_at is not null) as strips
        from current_decision where person_id = any(${[...personIds]}::uuid[])) as each
     group by 1, 2, 3, 4`.execute(db);
  const { rows: told } = await sql`
    select count(*)::int as batches, sum(decided)::int as decided, sum(changed)::int as changed
      from recolouring_batch where recolouring_id = ${recolouringId} and done_at is not null`.execute(db);
  const recolouring = await db
    .selectFrom('recolouring')
    .select('finished_at')
    .where('recolouring_id', '=', recolouringId)
    .executeTakeFirstOrThrow();
  return { rows, told, finished: recolouring.finished_at !== null };
}

/** What an undisturbed one leaves: one new decision, one message and one strip taken back for everybody. */
const whole = {
  rows: [{ colour: 'red', decisions: 2, messages: 1, strips: 1, people }],
  told: [{ batches: 2, decided: people, changed: people }],
  finished: true,
};

async function marks(): Promise<number> {
  const { rows } = await sql<{ marks: number }>`select count(*)::int as marks from status_mark`.execute(
    node.context.db,
  );
  return rows[0]!.marks;
}

describe('a recolouring whose process is killed', () => {
  it.each([
    ['nowhere', '', 1, 'whole'],
    ['before the people found are stored', 'recolouring/before-commit', 1, 'SIGKILL'],
    ['when they are stored', 'recolouring/after-commit', 1, 'SIGKILL'],
    ['before its first batch is stored', 'recolouring/before-commit', 2, 'SIGKILL'],
    ['when its first batch is stored', 'recolouring/after-commit', 2, 'SIGKILL'],
    ['before its last batch is stored', 'recolouring/before-commit', 3, 'SIGKILL'],
    ['when its last batch is stored', 'recolouring/after-commit', 3, 'SIGKILL'],
  ])('%s loses nobody and decides on nobody twice', async (_where, point, nth, end) => {
    const county = `2301${String(nth * 2 + (point.includes('after') ? 1 : 0) + (end === 'whole' ? 8 : 0)).padStart(2, '0')}`;
    const personIds = await settled(county);
    const marked = await marks();
    const recolouringId = await turnsHighRisk(county);
    expect(await workAndDie(recolouringId, point, nth)).toBe(end);
    const meanwhile = await outcome(personIds, recolouringId);
    expect(meanwhile.finished).toBe(false);
    // As when the process is started again: what was queued is in the queue, and what was lost is asked for.
    for (let look = 0; look < 2; look += 1) {
      node.clock.forward(11);
      await node.tick('recolouring.watch');
    }
    expect(await outcome(personIds, recolouringId)).toEqual(whole);
    expect(await marks()).toBe(marked + people);
  });
});
