import { decodeBase64Url } from '@tongxing/codec';
import { routes } from '@tongxing/contract';
import type { Roots } from './knowledge.ts';
import type { Enrolled, Holdings, Platform, RootsFile } from './platform.ts';

/**
 * Enrols this device with the code of a venue. An enrolment whose answer was lost goes on where it was: the node knows it by its key.
 * @throws ProblemError `enrolment-invalid` for a code that is used or too old, or what the network throws
 */
export async function enrol(
  { fetchRoots, clientOf, newId }: Pick<Platform, 'fetchRoots' | 'clientOf' | 'newId'>,
  { keys, kept }: Pick<Holdings, 'keys' | 'kept'>,
  enrolmentCode: string,
): Promise<Enrolled> {
  const begun = await kept.get('enrolling');
  const intent = begun?.enrolmentCode === enrolmentCode ? begun : { enrolmentCode, idempotencyKey: newId() };
  await kept.put('enrolling', intent);
  const roots = await fetchRoots();
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
