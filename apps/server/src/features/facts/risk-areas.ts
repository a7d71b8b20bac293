import type { NodeContext } from '../../node-context.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import { newId, sha256 } from '../../platform/ids.ts';
import type { NationalPlatform, RiskArea } from './ports.ts';
import { noteAnswer, noteFailure } from './source-state.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'log'> & {
  readonly nationalPlatform: NationalPlatform;
  /** Told in the transaction that stores another list. `before` is undefined where there was none. */
  readonly areasChanged: (tx: Tx, before: RiskPublication | undefined, now: RiskPublication) => Promise<void>;
};

export interface RiskPublication {
  readonly publicationId: string;
  readonly receivedAt: Date;
  readonly areas: readonly RiskArea[];
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
    deps.log.error('source failed', { source: 'national-platform', error });
    await noteFailure(deps.db, 'national-platform', now, error);
    return;
  }
  await noteAnswer(deps.db, 'national-platform', now);
  const areas = JSON.stringify(published.areas);
  const hash = sha256(areas);
  const latest = await latestPublication(deps.db);
  if (latest?.hash.equals(hash) === true) {
    await deps.db
      .updateTable('risk_publication')
      .set({ received_at: now })
      .where('publication_id', '=', latest.publicationId)
      .execute();
    return;
  }
  const publication = { publicationId: newId(now), receivedAt: now, areas: published.areas };
  await transact(deps.db, async (tx) => {
    await tx
      .insertInto('risk_publication')
      .values({
        publication_id: publication.publicationId,
        published_at: new Date(published.publishedAt),
        received_at: now,
        content_hash: hash,
        areas,
      })
      .execute();
    await deps.areasChanged(tx, latest, publication);
  });
}

export async function latestPublication(read: Read): Promise<(RiskPublication & { hash: Buffer }) | undefined> {
  const row = await read
    .selectFrom('risk_publication')
    .selectAll()
    .orderBy('received_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    publicationId: row.publication_id,
    receivedAt: row.received_at,
    hash: row.content_hash,
    areas: row.areas as RiskArea[],
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
