import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Read, Tx } from '../../platform/db.ts';
import type { PictureFinding } from './findings.ts';

export interface PictureKey {
  readonly personId: string;
  readonly conversionId: string;
  readonly pictureId: string;
}

/** What the origin signed in a live code. */
export interface LiveCode {
  readonly colour: schemas.Colour;
  /** RFC 3339. */
  readonly decidedAt: string;
  readonly validUntil: string;
}

/** The latest picture of an application. */
export function latestPicture(read: Read, personId: string, conversionId: string) {
  return read
    .selectFrom('picture')
    .selectAll()
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .orderBy('received_at', 'desc')
    .orderBy('picture_id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** One picture by its key, whether or not another was sent since. */
export function findPicture(read: Read, { personId, conversionId, pictureId }: PictureKey) {
  return read
    .selectFrom('picture')
    .selectAll()
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .where('picture_id', '=', pictureId)
    .executeTakeFirst();
}

export type PictureRow = NonNullable<Awaited<ReturnType<typeof latestPicture>>>;

export function updatePicture(tx: Tx, { personId, conversionId, pictureId }: PictureKey) {
  return tx
    .updateTable('picture')
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .where('picture_id', '=', pictureId);
}

/** Takes pictures in hand that are due, so that nobody else does before `until`. */
export async function claimDue(tx: Tx, now: Date, until: Date, most: number): Promise<PictureKey[]> {
  const { rows } = await sql<{ person_id: string; conversion_id: string; picture_id: string }>`
    update picture set due_at = ${until}, attempts = attempts + 1
     where (person_id, conversion_id, picture_id) in (
       select person_id, conversion_id, picture_id from picture where due_at <= ${now} order by due_at limit ${most})
       and due_at <= ${now}
    returning person_id, conversion_id, picture_id`.execute(tx);
  return rows.map((row) => ({
    personId: row.person_id,
    conversionId: row.conversion_id,
    pictureId: row.picture_id,
  }));
}

export function findingsIn({ seal }: Pick<NodeContext, 'seal'>, row: PictureRow): PictureFinding[] {
  return row.findings_sealed === null
    ? []
    : (JSON.parse(seal.open('picture', row.findings_sealed)) as PictureFinding[]);
}
