import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { type Once, transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ChannelUser } from '../channel/index.ts';
import { readClaim } from '../identity/index.ts';
import { answerOf, askedOf, claimIndex, type FaceDeps, facesAsked } from './asked.ts';
import type { FaceAsked } from './ports.ts';

/** As long as WeChat keeps a check open; Alipay keeps it for 23 hours. */
const validSeconds = 3600;
const daySeconds = 86_400;

/**
 * Begins a face check for a document and the name on it. It is bound to the account, to this claim, and at the platform to its user. It is
 * counted before the platform is asked; a request that comes again completes the check that it began.
 * @throws Refusal document-number-invalid, name-invalid, face-not-needed, face-elsewhere, face-limit, face-unavailable
 */
export async function beginFaceCheck(
  deps: FaceDeps,
  accountId: string,
  { channel, ...typed }: schemas.FaceBeginning,
  once: Once,
): Promise<schemas.FaceCheck> {
  const claim = readClaim(deps, typed);
  const users = await facesAsked(deps, accountId, claim);
  if (users.length === 0) throw new Refusal('face-not-needed');
  const user = users.find((each) => each.channel === channel);
  if (user === undefined) throw new Refusal('face-elsewhere');
  const begin = async (tx: Tx) => {
    const now = deps.clock.now();
    await requireTry(tx, deps, accountId, now);
    const check = { face_id: newId(now), channel, begun_at: now, expires_at: addSeconds(now, validSeconds) };
    await tx
      .insertInto('face_check')
      .values({ account_id: accountId, ...check, claim_index: claimIndex(deps, claim), given_back: false })
      .execute();
    return { faceId: check.face_id, expiresAt: toEdge(check.expires_at) };
  };
  const { faceId, expiresAt } = await transact(deps.db, begin, once);
  const verifyId = await openAtPlatform(deps, user, faceId, askedOf(faceId, user, claim));
  const url = deps.faces[channel].addressOf(verifyId);
  return { faceId, channel, verifyId, ...(url === undefined ? {} : { url }), expiresAt };
}

/** Two at the same time cannot both have the last one: the second waits for the account. @throws Refusal face-limit */
async function requireTry(tx: Tx, { province }: FaceDeps, accountId: string, now: Date): Promise<void> {
  await tx.selectFrom('account').select('account_id').where('account_id', '=', accountId).forUpdate().execute();
  const { begun } = await tx
    .selectFrom('face_check')
    .select(sql<number>`count(*)::integer`.as('begun'))
    .where('account_id', '=', accountId)
    .where('begun_at', '>', addSeconds(now, -daySeconds))
    .where('given_back', '=', false)
    .executeTakeFirstOrThrow();
  if (begun >= province.face.triesPerDay) throw new Refusal('face-limit', { retryAfterSeconds: daySeconds });
}

/** The platform's id of a check, asked for once. A platform that does not answer takes no try away. @throws Refusal face-unavailable */
async function openAtPlatform(
  deps: FaceDeps,
  { accountId, channel }: ChannelUser,
  faceId: string,
  asked: FaceAsked,
): Promise<string> {
  const { db, faces } = deps;
  const check = db.selectFrom('face_check').where('account_id', '=', accountId).where('face_id', '=', faceId);
  const update = db
    .updateTable('face_check')
    .where('account_id', '=', accountId)
    .where('face_id', '=', faceId)
    .where('verify_id', 'is', null);
  const known = await check.select('verify_id').executeTakeFirstOrThrow();
  if (known.verify_id !== null) return known.verify_id;
  const begun = await answerOf(deps, channel, faces[channel].begin(asked)).catch(async (error: unknown) => {
    await update.set({ given_back: true }).execute();
    throw error;
  });
  const kept = await update.set({ verify_id: begun, given_back: false }).returning('verify_id').executeTakeFirst();
  // The same request at the same time may have come first: what it was told holds.
  return kept?.verify_id ?? (await check.select('verify_id').executeTakeFirstOrThrow()).verify_id ?? begun;
}
