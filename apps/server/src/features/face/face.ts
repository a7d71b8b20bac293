import { people, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { usersOf } from '../channel/index.ts';
import { type Claim, readClaim } from '../identity/index.ts';
import type { FaceAsked, FacePort } from './ports.ts';

export interface FaceDeps extends NodeContext {
  readonly wechatFaces: FacePort;
}

/** As long as the platform keeps a check open. */
const validSeconds = 3600;
const daySeconds = 86_400;
const residentCard = '10';

/**
 * Begins a face check for a document and the name on it. It is bound to the account, to this claim, and at the platform to its user.
 * @throws Refusal document-number-invalid, name-invalid, face-not-needed, face-limit, face-unavailable
 */
export async function beginFaceCheck(
  deps: FaceDeps,
  accountId: string,
  typed: schemas.IdentityClaim,
): Promise<schemas.FaceCheck> {
  const claim = readClaim(deps, typed);
  const user = await userToShow(deps, accountId, claim);
  if (user === undefined) throw new Refusal('face-not-needed');
  const now = deps.clock.now();
  await requireTry(deps, accountId, now);
  const faceId = newId(now);
  const verifyId = await answerOf(deps.wechatFaces.begin(askedOf(faceId, user, claim)));
  const expiresAt = addSeconds(now, validSeconds);
  const check = { account_id: accountId, face_id: faceId, verify_id: verifyId, begun_at: now, expires_at: expiresAt };
  await deps.db
    .insertInto('face_check')
    .values({ ...check, claim_index: claimIndex(deps, claim), outcome: null, answered_at: null })
    .execute();
  return { faceId, channel: 'wechat', verifyId, expiresAt: toEdge(expiresAt) };
}

/**
 * Lets a real-name check go on: where the province asks this account for a face, one must have been passed for this claim. What the
 * platform said once is kept and not asked again. @throws Refusal face-required, face-invalid, face-failed, face-unavailable
 */
export async function requireFace(
  deps: FaceDeps,
  accountId: string,
  claim: Claim,
  faceId: string | undefined,
): Promise<void> {
  const user = await userToShow(deps, accountId, claim);
  if (user === undefined) return;
  if (faceId === undefined) throw new Refusal('face-required');
  const check = await deps.db
    .selectFrom('face_check')
    .select(['claim_index', 'verify_id', 'outcome', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('face_id', '=', faceId)
    .executeTakeFirst();
  const isFor = check !== undefined && claimIndex(deps, claim).equals(check.claim_index);
  if (!isFor || check.expires_at <= deps.clock.now()) throw new Refusal('face-invalid');
  const outcome =
    check.outcome ?? (await learnOutcome(deps, accountId, faceId, askedOf(faceId, user, claim), check.verify_id));
  if (outcome !== 'passed') throw new Refusal('face-failed');
}

/** The platform's user whose face is asked for. Undefined where none is: for who is verified already, other documents, other ways in. */
async function userToShow(deps: FaceDeps, accountId: string, claim: Claim): Promise<string | undefined> {
  if (!deps.province.face.channels.includes('wechat') || claim.documentType !== residentCard) return undefined;
  const account = await deps.db
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (account.person_id !== null) return undefined;
  const users = await usersOf(deps.db, deps, [accountId]);
  return users.find(({ channel }) => channel === 'wechat')?.user;
}

/** @throws Refusal face-limit */
async function requireTry({ db, province }: FaceDeps, accountId: string, now: Date): Promise<void> {
  const { begun } = await db
    .selectFrom('face_check')
    .select(sql<number>`count(*)::integer`.as('begun'))
    .where('account_id', '=', accountId)
    .where('begun_at', '>', addSeconds(now, -daySeconds))
    .executeTakeFirstOrThrow();
  if (begun >= province.face.triesPerDay) throw new Refusal('face-limit', { retryAfterSeconds: daySeconds });
}

async function learnOutcome(
  deps: FaceDeps,
  accountId: string,
  faceId: string,
  asked: FaceAsked,
  verifyId: string,
): Promise<'passed' | 'failed'> {
  const outcome = (await answerOf(deps.wechatFaces.passed({ ...asked, verifyId }))) ? 'passed' : 'failed';
  await deps.db
    .updateTable('face_check')
    .set({ outcome, answered_at: deps.clock.now() })
    .where('account_id', '=', accountId)
    .where('face_id', '=', faceId)
    .where('outcome', 'is', null)
    .execute();
  return outcome;
}

function askedOf(faceId: string, user: string, claim: Claim): FaceAsked {
  const certificate = { name: claim.name, number: claim.documentNumber };
  return { order: faceId.replaceAll('-', ''), user, certificate };
}

function claimIndex({ seal }: Pick<FaceDeps, 'seal'>, claim: Claim): Buffer {
  return seal.index('face', `${people.documentKey(claim)} ${people.nameKey(claim.name)}`);
}

function answerOf<T>(asked: Promise<T>): Promise<T> {
  return asked.catch(() => {
    throw new Refusal('face-unavailable', { retryAfterSeconds: 60 });
  });
}
