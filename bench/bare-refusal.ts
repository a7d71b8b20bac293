import type { AddressInfo } from 'node:net';
import fastify from 'fastify';

/** What answers everybody with a ticket and does nothing else: how fast those who come can be, and the framework. A process of its own. */
const answer = JSON.stringify({
  type: 'urn:tongxing:problem:conversion-queue',
  status: 429,
  retryAfterSeconds: 3600,
  // As long as the node's own answer.
  detail: 'A'.repeat(800),
  ticket: { ticket: 'A'.repeat(76), place: 1, ahead: 0 },
});

const app = fastify({ logger: false });
app.post('/conversions', (_request, reply) => reply.code(429).type('application/problem+json').send(answer));
await app.listen({ host: '127.0.0.1', port: 0 });
console.log(`ready ${(app.server.address() as AddressInfo).port}`);
process.stdin.resume().once('end', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
