import { sql } from 'kysely';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';

/** What a release says beside its packs; empty where the province's profile counts. */
export interface Bundle {
  readonly doors: readonly schemas.DoorRule[];
  readonly texts: schemas.ReleaseTexts;
}

/** What the release in force at an instant says beside its packs. */
export type BundleReader = (at: Date) => Promise<Bundle>;

interface Row {
  readonly effectiveAt: Date;
  readonly doors: Bundle['doors'] | null;
  readonly texts: Bundle['texts'] | null;
}

/**
 * For how long a process knows what is approved. Scans are many and releases few; one that is approved this long before its minute is
 * in force at every door at its minute.
 */
const knownForMs = 2000;

export function createBundleReader({ db, clock }: Pick<NodeContext, 'db' | 'clock'>): BundleReader {
  let known: { readonly readAt: number; readonly rows: Promise<readonly Row[]> } | undefined;
  const approved = (): Promise<readonly Row[]> => {
    const now = clock.now().getTime();
    if (known === undefined || Math.abs(now - known.readAt) >= knownForMs) {
      const fresh = { readAt: now, rows: readBundles(db) };
      known = fresh;
      // What could not be read is asked for again by the next, not remembered.
      void fresh.rows.catch(() => {
        if (known === fresh) known = undefined;
      });
    }
    return known.rows;
  };
  return async (at) => {
    const row = (await approved()).findLast(({ effectiveAt }) => effectiveAt <= at);
    return { doors: row?.doors ?? [], texts: row?.texts ?? {} };
  };
}

async function readBundles(read: Read): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select effective_at as "effectiveAt", content -> 'doors' as doors, content -> 'texts' as texts
      from policy_activation join policy_release using (release_id)
     order by effective_at, activation_id`.execute(read);
  return rows;
}
