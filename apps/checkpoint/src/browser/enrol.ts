import { decodeBase64Url } from '@tongxing/codec';
import { routes } from '@tongxing/contract';
import type { Roots } from '@tongxing/device';
import type { Enrolled, Kept, RootsFile } from './kept.ts';
import type { Keys } from './keys.ts';
import { nodeOf } from './node.ts';

/**
 * Enrols this device with the code of a venue. An enrolment whose answer was lost goes on where it was: the node knows it by its key.
 * @throws ProblemError `enrolment-invalid` for a code that is used or too old, or what the network throws
 */
export async function enrol(keys: Keys, kept: Kept, enrolmentCode: string): Promise<Enrolled> {
  const begun = await kept.get('enrolling');
  const intent =
    begun?.enrolmentCode === enrolmentCode ? begun : { enrolmentCode, idempotencyKey: crypto.randomUUID() };
  await kept.put('enrolling', intent);
  const roots = await fetchRoots();
  const { deviceId, token } = await nodeOf().client.call(routes.enrolDevice, {
    body: { enrolmentCode, publicKey: keys.publicKey },
    idempotencyKey: intent.idempotencyKey,
  });
  const enrolled = { deviceId, token, roots };
  await kept.put('enrolled', enrolled);
  await kept.drop('enrolling');
  return enrolled;
}

/** They come with the app, from where it comes, once: afterwards only what is on the device is believed. */
async function fetchRoots(): Promise<RootsFile> {
  const answer = await fetch('roots.json', { cache: 'no-store' });
  if (!answer.ok) throw new Error(`roots.json: ${answer.status}`);
  return (await answer.json()) as RootsFile;
}

export function readRoots({ threshold, roots }: RootsFile): Roots {
  const bytes = (text: string) => decodeBase64Url(text) ?? new Uint8Array();
  const keys = roots.map(({ kid, x, y }) => ({
    kid: Uint8Array.from(kid.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    key: { suite: 'ES256' as const, x: bytes(x), y: bytes(y) },
  }));
  return { keys, threshold };
}
