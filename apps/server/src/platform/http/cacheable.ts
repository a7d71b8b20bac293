import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sends JSON that is the same for everybody; who holds it already gets 304 (RFC 9110 §13.1.2). */
export function sendCacheable(
  request: FastifyRequest,
  reply: FastifyReply,
  maxAgeSeconds: number,
  answer: unknown,
): FastifyReply {
  const text = JSON.stringify(answer);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  void reply.headers({ 'cache-control': `public, max-age=${maxAgeSeconds}`, etag });
  if (holds(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.code(200).type('application/json; charset=utf-8').send(text);
}

/** A list of tags, of which a proxy may have made weak ones; or any. */
function holds(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
