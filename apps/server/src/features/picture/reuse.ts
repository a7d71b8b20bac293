import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { insertRows } from '../../platform/rows.ts';
import { finding, type PictureFinding } from './findings.ts';
import type { PictureKey } from './store.ts';

/** Of the eight bands of a fingerprint so many have to be another's for a picture to be the same one. */
const leastBands = 3;

export interface Marks {
  /** The text of a verified code: it is shown once, by one person. */
  readonly code: string | undefined;
  /** How the picture looks, where no code says more. */
  readonly fingerprint: readonly string[];
}

/**
 * Has somebody else sent this picture? Keeps under which marks it was sent, as keyed hashes. Her own pictures may look like each other.
 */
export async function compareUse(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  { personId, pictureId }: PictureKey,
  { code, fingerprint }: Marks,
): Promise<PictureFinding> {
  const texts = code === undefined ? fingerprint.map((band, at) => `look:${at}:${band}`) : [`code:${code}`];
  if (texts.length === 0) return finding('used-before', null);
  const marks = texts.map((text) => deps.seal.index('picture', text));
  // Of two who send the same at once, the second waits until the first can be seen.
  await sql`select pg_advisory_xact_lock(hashtext(${marks[0]!.toString('base64')}))`.execute(tx);
  const others = await tx
    .selectFrom('picture_mark')
    .select((e) => ['person_id', e.fn.countAll<number>().as('shared')])
    .where('mark', '=', sql<Buffer>`any(${marks}::bytea[])`)
    .where('person_id', '<>', personId)
    .groupBy('person_id')
    .execute();
  await insertRows(
    tx,
    'picture_mark',
    marks,
    {
      mark: ['bytea', (mark) => mark],
      person_id: ['uuid', () => personId],
      picture_id: ['uuid', () => pictureId],
      seen_at: ['timestamptz', () => deps.clock.now()],
    },
    sql`on conflict do nothing`,
  );
  const least = code === undefined ? leastBands : 1;
  return finding('used-before', !others.some(({ shared }) => shared >= least));
}
