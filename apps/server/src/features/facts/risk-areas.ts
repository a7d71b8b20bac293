import { canonicalJson } from '@tongxing/rules';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { newId, sha256 } from '../../platform/ids.ts';
import type { NationalPlatform, RiskArea } from './ports.ts';
import { noteAnswer, noteFailure } from './source-state.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'log'> & {
  readonly nationalPlatform: NationalPlatform;
  /**
   * Told in the transaction that stores another list, and where the same list has come again after so long that decisions may wait for
   * it. `before` is undefined where there was none.
   */
  readonly areasChanged: (tx: Tx, before: RiskPublication | undefined, now: RiskPublication) => Promise<void>;
};

export interface RiskPublication {
  readonly publicationId: string;
  readonly receivedAt: Date;
  readonly areas: readonly RiskArea[];
}

/** A list that comes this long after the one before was late: some decisions may have waited for it. */
const lateSeconds = 3600;

export function cameLate(before: RiskPublication | undefined, now: Pick<RiskPublication, 'receivedAt'>): boolean {
  return before === undefined || now.receivedAt > addSeconds(before.receivedAt, lateSeconds);
}

/**
 * Fetches the risk areas. A list that differs from the latest becomes a publication of its own, since decisions name the one they
 * used; the same list again only becomes fresher.
 */
export async function refreshRiskAreas(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  let published: Awaited<ReturnType<NationalPlatform['riskAreas']>>;
  try {
    published = await deps.nationalPlatform.riskAreas();
  } catch (error) {
    deps.log.outside('source failed', { source: 'national-platform', error });
    await noteFailure(deps.db, 'national-platform', now, error);
    return;
  }
  await noteAnswer(deps.db, 'national-platform', now);
  await transact(deps.db, async (tx) => {
    await holdPublications(tx);
    const latest = await latestPublication(tx);
    const own = latest?.own ?? [];
    await publish(tx, deps, latest, {
      national: published.areas,
      own,
      publishedAt: new Date(published.publishedAt),
      receivedAt: now,
    });
  });
}

/**
 * Puts the areas that the province announces itself beside those of the national platform, in place of all it announced before. How
 * fresh the national list is does not change by that; before there is one, what is published is as old as can be.
 */
export async function publishOwnAreas(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'areasChanged'>,
  own: readonly RiskArea[],
): Promise<void> {
  await holdPublications(tx);
  const latest = await latestPublication(tx);
  const national = latest === undefined ? [] : latest.areas.slice(0, latest.areas.length - latest.own.length);
  const receivedAt = latest?.receivedAt ?? new Date(0);
  await publish(tx, deps, latest, { national, own, publishedAt: deps.clock.now(), receivedAt });
}

interface Announced {
  readonly national: readonly RiskArea[];
  readonly own: readonly RiskArea[];
  readonly publishedAt: Date;
  readonly receivedAt: Date;
}

async function publish(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'areasChanged'>,
  latest: Latest | undefined,
  { national, own, publishedAt, receivedAt }: Announced,
): Promise<void> {
  const areas = [...national, ...own];
  const hash = sha256(canonicalJson(areas));
  if (latest?.hash.equals(hash) === true && latest.own.length === own.length) {
    await tx
      .updateTable('risk_publication')
      .set({ received_at: receivedAt })
      .where('publication_id', '=', latest.publicationId)
      .execute();
    const again = { publicationId: latest.publicationId, receivedAt, areas };
    if (cameLate(latest, again)) await deps.areasChanged(tx, latest, again);
    return;
  }
  const publication = { publicationId: newId(after(deps.clock.now(), latest)), receivedAt, areas };
  await tx
    .insertInto('risk_publication')
    .values({
      publication_id: publication.publicationId,
      published_at: publishedAt,
      received_at: receivedAt,
      content_hash: hash,
      areas: JSON.stringify(areas),
      own_areas: own.length,
    })
    .execute();
  await deps.areasChanged(tx, latest, publication);
}

/** Of two publications with the same time of receipt the later one has the greater id, also within a millisecond. */
function after(now: Date, latest: Latest | undefined): Date {
  const before = latest === undefined ? 0 : Number.parseInt(latest.publicationId.replace('-', '').slice(0, 12), 16);
  return new Date(Math.max(now.getTime(), before + 1));
}

const publicationLock = 7_410_029;

/** What one adds, another that publishes at the same moment must not lose. */
async function holdPublications(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${publicationLock})`.execute(tx);
}

interface Latest extends RiskPublication {
  readonly hash: Buffer;
  /** The last of `areas`: those the province announced itself. */
  readonly own: readonly RiskArea[];
}

export async function latestPublication(read: Read): Promise<Latest | undefined> {
  const row = await read
    .selectFrom('risk_publication')
    .selectAll()
    .orderBy('received_at', 'desc')
    // One of the province's own keeps the time of the national list it stands beside.
    .orderBy('publication_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const areas = row.areas as RiskArea[];
  return {
    publicationId: row.publication_id,
    receivedAt: row.received_at,
    hash: row.content_hash,
    areas,
    own: areas.slice(areas.length - row.own_areas),
  };
}

/** A list that a decision names. */
export async function publicationOf(read: Read, publicationId: string): Promise<RiskPublication | undefined> {
  const row = await read
    .selectFrom('risk_publication')
    .selectAll()
    .where('publication_id', '=', publicationId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { publicationId, receivedAt: row.received_at, areas: row.areas as RiskArea[] };
}
