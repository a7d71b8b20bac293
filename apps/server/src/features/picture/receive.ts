import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import { describePicture } from './describe.ts';
import { readHeader } from './reading/header.ts';
import { latestPicture } from './store.ts';

export const readJob = 'picture.read';

/** Pictures that one application takes; each costs about a second of computing. */
const mostOfOne = 10;

/**
 * Takes in a picture for an application that waits for one; it is read by the jobs role. Here nothing is decoded.
 * @throws Refusal not-found, picture-not-wanted, picture-type-refused, picture-size-refused
 */
export async function receivePicture(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  { personId, conversionId, content }: { personId: string; conversionId: string; content: string },
): Promise<schemas.Picture> {
  const bytes = Buffer.from(content, 'base64');
  const header = readHeader(bytes);
  if (header === 'not-a-picture') throw new Refusal('picture-type-refused');
  if (header === 'size') throw new Refusal('picture-size-refused');
  await lockPeople(tx, [personId]);
  await requireWanted(tx, personId, conversionId);
  const now = deps.clock.now();
  const key = { personId, conversionId, pictureId: newId(now) };
  const row = await tx
    .insertInto('picture')
    .values({
      person_id: personId,
      conversion_id: conversionId,
      picture_id: key.pictureId,
      state: 'waiting',
      content_sealed: deps.seal.seal('picture', bytes),
      received_at: now,
      due_at: now,
      attempts: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await enqueue(tx, readJob, {}, readJob);
  return describePicture(deps, row);
}

async function requireWanted(tx: Tx, personId: string, conversionId: string): Promise<void> {
  const application = await tx
    .selectFrom('conversion')
    .select(['state', 'path'])
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .executeTakeFirst();
  if (application === undefined) throw new Refusal('not-found');
  const isWaiting = application.path === 'picture' && application.state === 'waiting-for-documents';
  const before = await latestPicture(tx, personId, conversionId);
  const { held } = await tx
    .selectFrom('picture')
    .select((e) => e.fn.countAll<number>().as('held'))
    .where('person_id', '=', personId)
    .where('conversion_id', '=', conversionId)
    .executeTakeFirstOrThrow();
  if (!isWaiting || before?.state === 'waiting' || held >= mostOfOne) throw new Refusal('picture-not-wanted');
}

/** How the latest picture of an application stands, and what was found in it. @throws Refusal not-found */
export async function showPicture(
  deps: Pick<NodeContext, 'db' | 'seal'>,
  personId: string,
  conversionId: string,
): Promise<schemas.Picture> {
  const row = await latestPicture(deps.db, personId, conversionId);
  if (row === undefined) throw new Refusal('not-found');
  return describePicture(deps, row);
}
