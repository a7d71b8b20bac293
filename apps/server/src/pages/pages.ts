import type { FastifyInstance } from 'fastify';
import type { NodeContext } from '../node-context.ts';

/** What the node shows in a browser: its start page and the reference of its API. */
export function addPages(app: FastifyInstance, _deps: Pick<NodeContext, 'province'>): void {
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
