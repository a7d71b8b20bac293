import type { schemas } from '@tongxing/contract';
import { draftAreas } from '../../src/features/area-list/index.ts';
import { transact } from '../../src/platform/db.ts';
import { newId } from '../../src/platform/ids.ts';
import type { Citizen } from '../citizen.ts';
import { contactList } from '../colouring.ts';
import type { TestNode } from '../node.ts';
import { inventPerson } from '../people.ts';
import { grounds } from '../staff.ts';
import { personIdOf } from '../told.ts';

export async function areasIn(node: TestNode, division: string): Promise<string> {
  const at = node.clock.now();
  const [areaListId, draftedBy] = [newId(at), newId(at)];
  await transact(node.context.db, (tx) => draftAreas(tx, node.context, { areaListId, division, draftedBy }));
  return areaListId;
}

export async function uploadIn(node: TestNode, division: string): Promise<string> {
  const at = node.clock.now();
  const [uploadId, staffId, attemptId] = [newId(at), newId(at), newId(at)];
  const none = { new: 0, corrected: 0, unchanged: 0, outdated: 0, withdrawn: 0, waiting: 0, held: 0, refused: 0 };
  const ids = { upload_id: uploadId, staff_id: staffId, attempt_id: attemptId };
  const upload = { ...ids, kind: 'nat', division, state: 'receiving', started_at: at, rows: 0 };
  await node.context.db
    .insertInto('upload')
    .values({ ...upload, counts: JSON.stringify(none) })
    .execute();
  return uploadId;
}

/** A list, a colour by hand and a clearance, as officers there would have made them. */
export async function colouringIn(node: TestNode, citizen: Citizen, division: string) {
  const { db, clock } = node.context;
  const person_id = await personIdOf(node, citizen);
  const now = clock.now();
  const [list_id, manual_colour_id, clearance_id] = [newId(now), newId(now), newId(now)];
  const end = new Date(now.getTime() + 86_400_000);
  const paper = { division, ground: 'contact-tracing', document_number: '晋疫控〔2026〕12号', ends_at: end };
  const { subject } = contactList(node, []);
  await db
    .insertInto('colour_list')
    .values({
      list_id,
      ...paper,
      kind: 'contacts',
      subject: JSON.stringify(subject),
      state: 'draft',
      drafted_by: list_id,
      drafted_at: now,
      entries: 0,
      revision: 0,
    })
    .execute();
  await db
    .insertInto('manual_colour')
    .values({
      person_id,
      manual_colour_id,
      ...paper,
      colour: 'red',
      state: 'ended',
      office: division,
      proposed_by: manual_colour_id,
      proposed_at: now,
    })
    .execute();
  await db.insertInto('manual_colour_person').values({ manual_colour_id, person_id }).execute();
  await db
    .insertInto('clearance')
    .values({
      person_id,
      clearance_id,
      fact_id: clearance_id,
      source: 'health-commission',
      fact_kind: 'contact',
      division,
      ground: 'source-error',
      order_number: '晋疫控〔2026〕12号',
      state: 'ended',
      until: end,
      review_by: end,
      cleared_by: clearance_id,
      cleared_by_person: Buffer.alloc(32),
      cleared_at: now,
    })
    .execute();
  await db.insertInto('clearance_person').values({ clearance_id, person_id }).execute();
  return { listId: list_id, manualColourId: manual_colour_id, clearanceId: clearance_id };
}

/** A draft for a division, without places: of a post, which has none. */
export function placed(node: TestNode, division: string): schemas.ColourListDraft {
  const approval = grounds(node, 'high-risk-post', 3);
  const subject = { kind: 'posts', post: 'cold-chain', closedLoop: false } as const;
  return contactList(node, [inventPerson(division)], { division, subject, approval });
}
