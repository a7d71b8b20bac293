import { randomUUID } from 'node:crypto';
import type { schemas } from '@tongxing/contract';
import { createTally } from '@tongxing/rules';
import type { Selectable } from 'kysely';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import type { PolicySimulationTable } from '../../platform/database.ts';
import { transact, type Read } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue } from '../../platform/jobs.ts';
import { Refusal } from '../../platform/refusal.ts';
import { activations, findRelease, type PackSource, type ReleaseContent } from '../policy/index.ts';

export type SimulationDeps = Pick<NodeContext, 'db' | 'clock' | 'config' | 'seal'> & { readonly packs: PackSource };

export type SimulationRow = Selectable<PolicySimulationTable>;

export const simulationJob = 'simulation.run';

/**
 * Begins to run a release over the people there are, or a sample of them, against what is in force last. It judges as of now, or of the
 * instant at which the last of the packs that are new begins.
 * @returns the simulation's id
 * @throws Refusal not-found, release-closed for one that has been approved
 */
export function simulate(
  deps: SimulationDeps,
  by: StaffPrincipal,
  releaseId: string,
  { sampleSize, seed }: schemas.SimulationRequest,
): Promise<string> {
  return transact(deps.db, async (tx) => {
    const row = await findRelease(tx, releaseId);
    if (row === undefined) throw new Refusal('not-found');
    requireDivision(by, row.division, 'not-found');
    const all = await activations(tx);
    if (all.some(({ release_id: id }) => id === releaseId)) throw new Refusal('release-closed');
    const last = all.at(-1)!;
    const baseline = (await findRelease(tx, last.release_id))!.content;
    const now = deps.clock.now();
    const { people } = await tx
      .selectFrom('current_decision')
      .select((e) => e.fn.countAll<string>().as('people'))
      .executeTakeFirstOrThrow();
    const simulationId = newId(now);
    await tx
      .insertInto('policy_simulation')
      .values({
        simulation_id: simulationId,
        release_id: releaseId,
        content_hash: row.content_hash,
        activation_id: last.activation_id,
        judged_at: await judgedAt(tx, deps, baseline, row.content),
        seed: seed ?? randomUUID(),
        sample_size: sampleSize ?? null,
        people: Number(people),
        looked_at: 0,
        reached_id: null,
        state: 'running',
        counts: JSON.stringify(createTally()),
        started_by: by.staffId,
        started_at: now,
        finished_at: null,
      })
      .execute();
    await enqueue(tx, simulationJob, { simulationId });
    return simulationId;
  });
}

async function judgedAt(
  read: Read,
  { clock, packs }: SimulationDeps,
  before: ReleaseContent,
  after: ReleaseContent,
): Promise<Date> {
  const known = new Set(before.packs.map(({ id, version }) => `${id} ${version}`));
  const added = after.packs.filter(({ id, version }) => !known.has(`${id} ${version}`));
  const begins = (await packs.packsOf(read, { ...after, packs: added })).map(({ validFrom }) => validFrom);
  return new Date(Math.max(clock.now().getTime(), ...begins));
}
