import { pictureFindings, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { findingsIn, latestPicture, type LiveCode, updatePicture } from './store.ts';

/** What a picture says to who decides on its application. */
export interface PictureSays {
  readonly contradicts: boolean;
  /** A reviewer has agreed with it. */
  readonly isAccepted: boolean;
  /** What the origin signed in its code, while that stands. */
  readonly live: LiveCode | undefined;
  readonly findings: readonly schemas.ReviewFinding[];
}

/** Undefined while no picture of the application has been read. */
export async function pictureSays(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  { personId, conversionId }: { personId: string; conversionId: string },
): Promise<PictureSays | undefined> {
  const row = await latestPicture(tx, personId, conversionId);
  if (row?.state !== 'read') return undefined;
  const stands = row.live_sealed !== null && row.live_until !== null && row.live_until > deps.clock.now();
  return {
    contradicts: row.contradicts === true,
    isAccepted: row.accepted_at !== null,
    live: stands ? (JSON.parse(deps.seal.open('picture', row.live_sealed as Buffer)) as LiveCode) : undefined,
    findings: findingsIn(deps, row).map(({ code, said, found, agrees }) => ({
      what: pictureFindings[code].what,
      said,
      found,
      agrees,
    })),
  };
}

/** A reviewer agrees with the latest picture of an application. */
export async function acceptPicture(
  tx: Tx,
  { clock }: Pick<NodeContext, 'clock'>,
  { personId, conversionId }: { personId: string; conversionId: string },
): Promise<void> {
  const row = await latestPicture(tx, personId, conversionId);
  if (row === undefined) return;
  await updatePicture(tx, { personId, conversionId, pictureId: row.picture_id })
    .set({ accepted_at: clock.now() })
    .execute();
}
