import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';

/** Takes any body as it arrives: what a file is, is seen from the file, since programs that send one seldom say it rightly. */
export function takeFiles(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

/**
 * The body as it arrives; the sender is held up while nobody reads. @param bytes accepted, by the role of who sends it
 * @throws Refusal upload-too-large, upload-broken-off
 */
export async function* fileOf(
  { raw, principal, headers }: FastifyRequest,
  bytes: Readonly<Record<string, number>>,
): AsyncGenerator<Uint8Array, void> {
  const most = principal?.kind === 'staff' ? (bytes[principal.role] ?? 0) : 0;
  if (Number(headers['content-length'] ?? 0) > most) throw new Refusal('upload-too-large');
  let received = 0;
  try {
    // Whoever stops reading still has to answer: the connection must stay.
    for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      received += chunk.length;
      if (received > most) throw new Refusal('upload-too-large');
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Refusal || raw.complete) throw error;
    throw new Refusal('upload-broken-off');
  }
}
