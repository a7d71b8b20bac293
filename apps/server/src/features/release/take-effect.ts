import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { Tick } from '../../platform/jobs.ts';
import { coversDivision } from '../../province.ts';
import {
  activations,
  findRelease,
  packRows,
  type Purpose,
  type ReleaseContent,
  type StoredPack,
} from '../policy/index.ts';
import { logRelease } from './log.ts';

/** Whom a change of packs may concern: who was judged for a purpose and lives in one of some divisions, or anywhere. */
export interface Affected {
  readonly purpose: Purpose;
  readonly divisions: readonly string[] | null;
}

export interface TakeEffectDeps extends Pick<NodeContext, 'db' | 'clock' | 'config'> {
  /** Has people decided anew, in the background; told in the transaction that notes that they were handed over. */
  readonly packsChanged: (tx: Tx, releaseId: string, affected: readonly Affected[]) => Promise<void>;
}

/**
 * At the minute of a release, whoever may change by it is handed over to be decided anew. That nobody is judged by the release of before
 * any more does not wait for this: every decision asks the table.
 */
export function takeEffectTick(deps: TakeEffectDeps): Tick {
  return {
    name: 'release.takes-effect',
    everySeconds: 1,
    run: (now) => transact(deps.db, (tx) => takeEffect(tx, deps, now)),
  };
}

async function takeEffect(tx: Tx, deps: TakeEffectDeps, now: Date): Promise<void> {
  const begun = (await activations(tx)).filter(({ effective_at: at }) => at <= now);
  const first = begun.findIndex(({ handed_over_at: at }) => at === null);
  if (first === -1) return;
  const present = begun.at(-1)!;
  const release = (await findRelease(tx, present.release_id))!;
  const before = begun[first - 1];
  const earlier = before === undefined ? undefined : (await findRelease(tx, before.release_id))!.content;
  await deps.packsChanged(tx, release.release_id, await affectedBy(tx, deps, earlier, release.content));
  const due = begun.slice(first).map(({ activation_id: id }) => id);
  await tx
    .updateTable('policy_activation')
    .set({ handed_over_at: now })
    .where('activation_id', 'in', due)
    .where('handed_over_at', 'is', null)
    .execute();
  await logRelease(tx, deps, 'in-force', release, { effectiveAt: present.effective_at });
}

/** Which people the packs that come and go may judge. */
async function affectedBy(
  tx: Tx,
  { config }: TakeEffectDeps,
  before: ReleaseContent | undefined,
  after: ReleaseContent,
): Promise<Affected[]> {
  const [earlier, later] = [before?.packs ?? [], after.packs].map(
    (packs) => new Map(packs.map((each) => [canonicalJson(each), each])),
  );
  const changed = [
    ...[...later!].filter(([key]) => !earlier!.has(key)),
    ...[...earlier!].filter(([key]) => !later!.has(key)),
  ].map(([, pack]) => pack);
  const packs = (await packRows(tx, changed)).map((row) => (row.content as StoredPack).pack);
  return [...Map.groupBy(packs, ({ purpose }) => purpose)].map(([purpose, touched]) => {
    const divisions = [...new Set(touched.flatMap((pack) => pack.divisions))];
    const isProvincial = divisions.some((division) => coversDivision(division, config.division));
    return { purpose, divisions: isProvincial ? null : divisions };
  });
}
