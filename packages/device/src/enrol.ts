import { decodeBase64Url, rootsFingerprint } from '@tongxing/codec';
import { sha256 } from '@tongxing/codec/es256';
import { routes } from '@tongxing/contract';
import type { Roots } from './knowledge.ts';
import type { Enrolled, Holdings, Platform, RootsFile } from './platform.ts';

/** What an administrator gives out for one device. */
export interface Enrolment {
  readonly enrolmentCode: string;
  /** {@link rootsFingerprint} of the keys that the device is to judge by. */
  readonly roots: string;
}

/**
 * What stands behind `#enrol=` of an address, where no server ever sees it: code and fingerprint, with a dot between them.
 * @param text the address, or that alone
 */
export function readEnrolment(text: string): Enrolment | undefined {
  const [, enrolmentCode, roots] = /(?:#enrol=|^)([\w-]{43})\.([\w-]{22})$/.exec(text.trim()) ?? [];
  return enrolmentCode === undefined || roots === undefined ? undefined : { enrolmentCode, roots };
}

/** The node gives out other root keys than those that the administrator meant. */
export class RootsDifferError extends Error {
  override readonly name = 'RootsDifferError';
}

/**
 * Enrols this device with the code of a venue. An enrolment whose answer was lost goes on where it was: the node knows it by its key.
 * @throws RootsDifferError, by when nothing is kept or sent; ProblemError `enrolment-invalid` for a code that is used or too old, or
 * what the network throws
 */
export async function enrol(
  { fetchRoots, clientOf, newId }: Pick<Platform, 'fetchRoots' | 'clientOf' | 'newId'>,
  { keys, kept }: Pick<Holdings, 'keys' | 'kept'>,
  { enrolmentCode, roots: meant }: Enrolment,
): Promise<Enrolled> {
  const roots = await fetchRoots();
  if (rootsFingerprint(readRoots(roots), sha256) !== meant) throw new RootsDifferError('the root keys are others');
  const begun = await kept.get('enrolling');
  const intent = begun?.enrolmentCode === enrolmentCode ? begun : { enrolmentCode, idempotencyKey: newId() };
  await kept.put('enrolling', intent);
  const { deviceId, token } = await clientOf().call(routes.enrolDevice, {
    body: { enrolmentCode, publicKey: keys.publicKey },
    idempotencyKey: intent.idempotencyKey,
  });
  const enrolled = { deviceId, token, roots };
  await kept.put('enrolled', enrolled);
  await kept.drop('enrolling');
  return enrolled;
}

export function readRoots({ threshold, roots }: RootsFile): Roots {
  const bytes = (text: string) => decodeBase64Url(text) ?? new Uint8Array();
  const keys = roots.map(({ kid, x, y }) => ({
    kid: Uint8Array.from(kid.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    key: { suite: 'ES256' as const, x: bytes(x), y: bytes(y) },
  }));
  return { keys, threshold };
}
