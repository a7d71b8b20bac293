import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { sendToReviewer } from './due.ts';
import type { Said } from './said.ts';
import type { ApplicationKey, ConversionRow, StepDeps } from './store.ts';

/** What the picture of an application says; the feature that reads pictures knows. Undefined while none was read. */
export type PictureOf = (
  tx: Tx,
  application: ApplicationKey,
) => Promise<
  | {
      readonly contradicts: boolean;
      /** A reviewer agrees with it. */
      readonly isAccepted: boolean;
      /** What the origin signed in its code, where that was live and still stands. */
      readonly live:
        | { readonly colour: schemas.Colour; readonly decidedAt: string; readonly validUntil: string }
        | undefined;
      readonly findings: readonly schemas.ReviewFinding[];
    }
  | undefined
>;

export interface PictureDeps extends Pick<NodeContext, 'db' | 'clock' | 'province' | 'seal'>, StepDeps {
  readonly pictureSays: PictureOf;
}

/**
 * What the picture changes for an application that came with one, beside the origin's answer; `usual` where it changes nothing. Green comes
 * from the origin alone: its attestation or, where it is silent, what it signed in a live code **and** a reviewer who has seen the picture.
 * What was only painted brings a person to look, and never more.
 */
export async function byPicture(
  tx: Tx,
  deps: PictureDeps,
  row: ConversionRow,
  claims: Pick<schemas.AttestationClaims, 'match' | 'facts'> | undefined,
): Promise<Said | 'reviewed' | 'usual'> {
  if (row.path !== 'picture') return 'usual';
  const says = await deps.pictureSays(tx, { personId: row.person_id, conversionId: row.conversion_id });
  if (says === undefined) return 'usual';
  const isSilent = claims === undefined || claims.match === 'refused';
  if (says.isAccepted) return isSilent && says.live !== undefined ? saidBy(says.live) : 'usual';
  const isDoubtful = claims?.facts?.colour === 'green' && says.contradicts;
  const hasWaited = claims !== undefined || row.attempts + 1 >= deps.province.picture.originTries;
  if (!isDoubtful && !(isSilent && hasWaited)) return 'usual';
  const isSent = await sendToReviewer(tx, deps, row, 'picture', says.findings);
  return isSent ? 'reviewed' : 'usual';
}

function saidBy({
  colour,
  decidedAt,
  validUntil,
}: {
  colour: schemas.Colour;
  decidedAt: string;
  validUntil: string;
}): Said {
  const facts = { colour, decidedAt, validUntil, releaseAt: null, reasons: [], tests: [], freshness: [] };
  return { facts, consent: { grade: 'asserted', accepted: true }, grade: 'shown' };
}
