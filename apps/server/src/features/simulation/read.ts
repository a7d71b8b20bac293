import type { schemas } from '@tongxing/contract';
import { elsewhere, type Tally } from '@tongxing/rules';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { activations, findRelease, type ReleaseRow } from '../policy/index.ts';
import type { SimulationRow } from './start.ts';

/** Who may see examples: those who write rules and those who answer for them. Others see counts. */
const seeExamples: readonly schemas.StaffRole[] = ['policy-editor', 'policy-approver'];

/** The newest fifty simulations of a release. @throws Refusal not-found */
export async function listSimulations(
  { db }: Pick<NodeContext, 'db'>,
  by: StaffPrincipal,
  releaseId: string,
): Promise<schemas.Simulation[]> {
  const release = await findRelease(db, releaseId);
  if (release === undefined) throw new Refusal('not-found');
  requireDivision(by, release.division, 'not-found');
  const rows = await simulationsOf(db, releaseId);
  const last = await lastActivation(db);
  return rows.map((row) => describe(row, isCurrent(row, release, last), seeExamples.includes(by.role)));
}

/**
 * A release may be approved on a simulation of exactly what it says, against exactly what is in force.
 * @throws Refusal release-not-simulated, release-outdated where it was simulated against rules that have changed since
 */
export async function requireSimulated(read: Read, release: ReleaseRow): Promise<void> {
  const rows = await simulationsOf(read, release.release_id);
  const own = rows.filter((row) => row.state === 'done' && row.content_hash.equals(release.content_hash));
  if (own.length === 0) throw new Refusal('release-not-simulated');
  const last = await lastActivation(read);
  if (!own.some((row) => isCurrent(row, release, last))) throw new Refusal('release-outdated');
}

function isCurrent(row: SimulationRow, release: ReleaseRow, last: string): boolean {
  return (
    row.content_hash.equals(release.content_hash) && row.started_at >= release.changed_at && row.activation_id === last
  );
}

function simulationsOf(read: Read, releaseId: string): Promise<SimulationRow[]> {
  return read
    .selectFrom('policy_simulation')
    .selectAll()
    .where('release_id', '=', releaseId)
    .orderBy('started_at', 'desc')
    .limit(50)
    .execute();
}

async function lastActivation(read: Read): Promise<string> {
  return (await activations(read)).at(-1)!.activation_id;
}

function describe(row: SimulationRow, current: boolean, withExamples: boolean): schemas.Simulation {
  const tally = row.counts as Tally;
  const steps = (counts: Record<string, number>) =>
    Object.entries(counts).map(([step, people]) => {
      const [from, to] = step.split('>') as [schemas.Colour, schemas.Colour];
      return { from, to, people };
    });
  return {
    simulationId: row.simulation_id,
    releaseId: row.release_id,
    state: row.state as schemas.Simulation['state'],
    judgedAt: toEdge(row.judged_at),
    seed: row.seed,
    sampleSize: row.sample_size,
    people: row.people,
    lookedAt: row.looked_at,
    startedAt: toEdge(row.started_at),
    finishedAt: toEdgeOrNull(row.finished_at),
    current,
    counts: {
      colours: steps(tally.colours),
      divisions: Object.entries(tally.divisions).map(([division, changes]) => ({
        division: division === elsewhere ? null : division,
        changes: steps(changes),
      })),
      rules: Object.entries(tally.rules).map(([ruleId, { gained, lost }]) => ({ ruleId, gained, lost })),
      unknown: Object.entries(tally.unknown).map(([name, people]) => {
        const [input = '', source = ''] = name.split(' ');
        return { input, source, people };
      }),
    },
    examples: withExamples
      ? tally.examples.map(({ before, after, unknown, ...example }) => ({
          ...example,
          before: [...before],
          after: [...after],
          unknown: [...unknown],
        }))
      : [],
  };
}
