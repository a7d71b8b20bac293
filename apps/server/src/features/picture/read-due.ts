import type { CauseCode } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { addDocument, countDocuments } from '../application-document/index.ts';
import { lockPeople } from '../identity/index.ts';
import { comparePicture, type CompareDeps, type Compared } from './compare.ts';
import { outcomeOf, type PictureOutcome } from './outcome.ts';
import type { ReadPicture } from './reading/reader.ts';
import type { Reading } from './reading/reading.ts';
import { compareUse } from './reuse.ts';
import { claimDue, findPicture, type PictureKey, type PictureRow, updatePicture } from './store.ts';

/** Takes an application on after its picture was read. */
export type PictureRead = (
  tx: Tx,
  application: Omit<PictureKey, 'pictureId'>,
  outcome: { readonly state: PictureOutcome['state']; readonly cause: CauseCode | null; readonly dueAt: Date | null },
) => Promise<void>;

export interface ReadDeps extends CompareDeps, Pick<NodeContext, 'log'> {
  readonly readPicture: ReadPicture;
  readonly pictureRead: PictureRead;
}

/** While a picture is being read it is not due; one whose reader was lost comes back after this long. */
const claimSeconds = 180;
/** A picture that was never read to its end in so many tries has something that no reader stands. */
const mostAttempts = 2;

/** Reads the pictures that wait, one after the other. */
export async function readDue(deps: ReadDeps): Promise<void> {
  for (;;) {
    const now = deps.clock.now();
    const [key] = await transact(deps.db, (tx) => claimDue(tx, now, addSeconds(now, claimSeconds), 1));
    if (key === undefined) return;
    const row = await findPicture(deps.db, key);
    if (row !== undefined && row.content_sealed !== null) await readOne(deps, key, row);
  }
}

async function readOne(deps: ReadDeps, key: PictureKey, row: PictureRow): Promise<void> {
  const bytes = deps.seal.openBytes('picture', row.content_sealed as Buffer);
  const reading = row.attempts > mostAttempts ? 'too-long' : await deps.readPicture(bytes);
  if (typeof reading === 'string') {
    deps.log.info('picture not read', { pictureId: key.pictureId, why: reading });
    await transact(deps.db, (tx) => finish(tx, deps, key, { state: 'unreadable', content_sealed: null }, unreadable));
    return;
  }
  const { origin_division: origin } = await deps.db
    .selectFrom('conversion')
    .select('origin_division')
    .where('person_id', '=', key.personId)
    .where('conversion_id', '=', key.conversionId)
    .executeTakeFirstOrThrow();
  const claimed = { personId: key.personId, origin, receivedAt: row.received_at };
  const compared = await comparePicture(deps, reading, claimed);
  await transact(deps.db, (tx) => keep(tx, deps, key, reading, compared));
}

const unreadable: PictureOutcome = { state: 'waiting-for-documents', cause: 'picture-unreadable' };

/** Findings, the picture drawn anew, its marks and the step of its application: one transaction. */
async function keep(
  tx: Tx,
  deps: ReadDeps,
  key: PictureKey,
  { picture, fingerprint }: Reading,
  { findings: compared, code, live }: Compared,
): Promise<void> {
  await lockPeople(tx, [key.personId]);
  const findings = [...compared, await compareUse(tx, deps, key, { code, fingerprint })];
  const isReused = findings.at(-1)?.agrees === false;
  const { seal } = deps;
  // Who reviews the application reads it among its documents, as it was drawn anew; what came is not kept.
  const isRoom = (await countDocuments(tx, key)) < deps.province.application.documents;
  if (isRoom) await addDocument(tx, deps, key, { mediaType: 'image/jpeg', bytes: Buffer.from(picture) });
  const read = {
    state: 'read',
    content_sealed: null,
    findings_sealed: seal.seal('picture', JSON.stringify(findings)),
    contradicts: findings.some(({ agrees }) => agrees === false),
    live_sealed: live === undefined || isReused ? null : seal.seal('picture', JSON.stringify(live)),
    live_until: live === undefined || isReused ? null : live.until,
  };
  await finish(tx, deps, key, read, outcomeOf(findings));
}

async function finish(
  tx: Tx,
  deps: ReadDeps,
  key: PictureKey,
  values: Partial<Pick<PictureRow, 'findings_sealed' | 'contradicts' | 'live_sealed' | 'live_until'>> &
    Pick<PictureRow, 'state' | 'content_sealed'>,
  { state, cause }: PictureOutcome,
): Promise<void> {
  await lockPeople(tx, [key.personId]);
  await updatePicture(tx, key)
    .set({ ...values, due_at: null })
    .execute();
  const now = deps.clock.now();
  const waiting = addSeconds(now, deps.province.application.documentHours * 3600);
  const dueAt = { rejected: null, submitted: now, 'waiting-for-documents': waiting }[state];
  await deps.pictureRead(tx, key, { state, cause, dueAt });
}
