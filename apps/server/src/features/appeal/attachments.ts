import type { schemas } from '@tongxing/contract';
import { cleanAttachment } from '../../platform/attachment/clean-attachment.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import type { AppealDeps } from './deps.ts';
import { lockForStaff, requireAppeal } from './store.ts';

/**
 * Adds a document to an open appeal: cleaned of what it says beside the picture, and sealed.
 * @throws Refusal not-found, appeal-closed, too-many-attachments, attachment-type-refused, attachment-active
 */
export async function addAttachment(
  tx: Tx,
  deps: Pick<AppealDeps, 'clock' | 'seal' | 'province'>,
  personId: string,
  appealId: string,
  content: string,
): Promise<schemas.AppealAttachment> {
  const appeal = await requireAppeal(tx, personId, appealId);
  if (appeal.state !== 'open') throw new Refusal('appeal-closed');
  const { mediaType, bytes } = cleanAttachment(Buffer.from(content, 'base64'));
  await lockPeople(tx, [personId]);
  const { held } = await tx
    .selectFrom('appeal_attachment')
    .select((e) => e.fn.countAll<number>().as('held'))
    .where('person_id', '=', personId)
    .where('appeal_id', '=', appealId)
    .executeTakeFirstOrThrow();
  if (held >= deps.province.appeal.attachments) throw new Refusal('too-many-attachments');
  const now = deps.clock.now();
  const attachmentId = newId(now);
  await tx
    .insertInto('appeal_attachment')
    .values({
      person_id: personId,
      appeal_id: appealId,
      attachment_id: attachmentId,
      media_type: mediaType,
      size: bytes.length,
      content_sealed: deps.seal.seal('appeal', bytes.toString('base64')),
      received_at: now,
    })
    .execute();
  return { attachmentId, mediaType, size: bytes.length, receivedAt: toEdge(now) };
}

/** A document as a reviewer sees it; that it was seen is recorded. @throws Refusal not-found */
export async function readAttachment(
  tx: Tx,
  deps: Pick<AppealDeps, 'clock' | 'seal'>,
  staff: StaffPrincipal,
  { appealId, attachmentId }: { appealId: string; attachmentId: string },
) {
  const appeal = await lockForStaff(tx, staff, appealId);
  const row = await tx
    .selectFrom('appeal_attachment')
    .select(['media_type', 'content_sealed'])
    .where('person_id', '=', appeal.person_id)
    .where('appeal_id', '=', appealId)
    .where('attachment_id', '=', attachmentId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('not-found');
  await recordStaffAccess(tx, deps, {
    staff,
    personId: appeal.person_id,
    purpose: 'appeal-review',
    seen: ['appeal'],
    reference: appeal.number,
  });
  return {
    mediaType: row.media_type as schemas.AppealAttachment['mediaType'],
    content: deps.seal.open('appeal', row.content_sealed),
  };
}
