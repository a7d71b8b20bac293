import { people } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type ChannelUser, type Platform, usersOf } from '../channel/index.ts';
import type { Claim } from '../identity/index.ts';
import type { FaceAsked, FaceProviders } from './ports.ts';

export interface FaceDeps extends NodeContext {
  readonly faces: FaceProviders;
}

const residentCard = '10';

/**
 * The platforms' users of an account, any of whom may show the face that is asked for. None where no face is: of who is verified already,
 * with other documents, and where the province asks for none on the platforms that she came through.
 */
export async function facesAsked(deps: FaceDeps, accountId: string, claim: Claim): Promise<readonly ChannelUser[]> {
  const { channels } = deps.province.face;
  if (channels.length === 0 || claim.documentType !== residentCard) return [];
  const account = await deps.db
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (account.person_id !== null) return [];
  const users = await usersOf(deps.db, deps, [accountId]);
  return users.filter(({ channel }) => channels.includes(channel));
}

/** One check in the platform's terms. */
export function askedOf(faceId: string, { user }: Pick<ChannelUser, 'user'>, claim: Claim): FaceAsked {
  const certificate = { name: claim.name, number: claim.documentNumber };
  return { order: faceId.replaceAll('-', ''), user, certificate };
}

/** By which a check is known to be for this document and the name on it, and for no other. */
export function claimIndex({ seal }: Pick<FaceDeps, 'seal'>, claim: Claim): Buffer {
  return seal.index('face', `${people.documentKey(claim)} ${people.nameKey(claim.name)}`);
}

/** What the platform answers. @throws Refusal face-unavailable where it does not */
export function answerOf<T>({ log }: Pick<FaceDeps, 'log'>, platform: Platform, asked: Promise<T>): Promise<T> {
  return asked.catch((error: unknown) => {
    log.outside('a platform does not answer about a face check', { platform, error });
    throw new Refusal('face-unavailable', { retryAfterSeconds: 60 });
  });
}
