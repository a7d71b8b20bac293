import { count, type Tally } from '@tongxing/rules';
import { sql } from 'kysely';
import { transact, type Read } from '../../platform/db.ts';
import type { Job } from '../../platform/jobs.ts';
import { compareDecisions, type Judge } from '../decision/index.ts';
import { findRelease, packAmong, type ReleaseContent } from '../policy/index.ts';
import { simulationJob, type SimulationDeps, type SimulationRow } from './start.ts';

const together = 500;

export function simulationJobs(deps: SimulationDeps): Job[] {
  return [
    {
      name: simulationJob,
      async run({ simulationId = '' }) {
        while (await step(deps, simulationId));
      },
    },
  ];
}

/**
 * Looks at the next people and puts what was found away, in one transaction: a run that breaks off is gone on with where it was, and
 * nobody is counted twice.
 * @returns whether there is more
 */
function step(deps: SimulationDeps, simulationId: string): Promise<boolean> {
  return transact(deps.db, async (tx) => {
    const row = await tx
      .selectFrom('policy_simulation')
      .selectAll()
      .where('simulation_id', '=', simulationId)
      .forUpdate()
      .executeTakeFirst();
    if (row?.state !== 'running') return false;
    const release = (await findRelease(tx, row.release_id))!;
    // What a draft was is of no use to anybody.
    if (!release.content_hash.equals(row.content_hash)) return finish(tx, deps, row, 'stopped');
    const personIds = await nextPeople(tx, row);
    if (personIds.length === 0) return finish(tx, deps, row, 'done');
    const judges = {
      before: await judgeBy(tx, deps, row, await baselineOf(tx, row)),
      after: await judgeBy(tx, deps, row, release.content),
    };
    const tally = row.counts as Tally;
    for (const { personId, city, before, after } of await compareDecisions(tx, personIds, row.judged_at, judges)) {
      count(tally, { pseudonym: pseudonymIn(deps, simulationId, personId), division: city, before, after });
    }
    await tx
      .updateTable('policy_simulation')
      .set({ counts: JSON.stringify(tally), looked_at: tally.lookedAt, reached_id: personIds.at(-1)! })
      .where('simulation_id', '=', simulationId)
      .execute();
    return true;
  });
}

async function finish(
  read: Read,
  { clock }: SimulationDeps,
  row: SimulationRow,
  state: 'done' | 'stopped',
): Promise<false> {
  await read
    .updateTable('policy_simulation')
    .set({ state, finished_at: clock.now() })
    .where('simulation_id', '=', row.simulation_id)
    .execute();
  return false;
}

/**
 * The people after the last ones in the order of their ids. Of a sample each person is drawn or not by herself, from her id and the
 * seed: the same seed draws the same people, and about as many as were asked for.
 */
async function nextPeople(read: Read, row: SimulationRow): Promise<string[]> {
  const share = row.sample_size === null ? 1 : Math.min(1, row.sample_size / Math.max(1, row.people));
  const drawn =
    share === 1
      ? sql`true`
      : sql`('x' || substr(md5(person_id::text || ${row.seed}), 1, 8))::bit(32)::bigint < ${Math.round(share * 2 ** 32)}`;
  const after = row.reached_id === null ? sql`true` : sql`person_id > ${row.reached_id}`;
  const { rows } = await sql<{ person_id: string }>`
    select person_id from current_decision where ${after} and ${drawn} order by person_id limit ${together}`.execute(
    read,
  );
  return rows.map(({ person_id: personId }) => personId);
}

async function baselineOf(read: Read, row: SimulationRow): Promise<ReleaseContent> {
  const { release_id: releaseId } = await read
    .selectFrom('policy_activation')
    .select('release_id')
    .where('activation_id', '=', row.activation_id)
    .executeTakeFirstOrThrow();
  return (await findRelease(read, releaseId))!.content;
}

async function judgeBy(
  read: Read,
  { packs, config }: SimulationDeps,
  { judged_at: at }: SimulationRow,
  content: ReleaseContent,
): Promise<Judge> {
  const held = await packs.packsOf(read, content);
  return (purpose, division) => {
    const asked = { purpose, at, division, province: config.division };
    return packAmong(held, asked);
  };
}

/** Of this simulation alone, so that what several say cannot be put together. */
function pseudonymIn({ seal }: SimulationDeps, simulationId: string, personId: string): string {
  return seal.index('pseudonym', `simulation ${simulationId} ${personId}`).subarray(0, 9).toString('base64url');
}
