import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { TrustListSource } from '../features/federation/index.ts';
import type { NodeContext } from '../node-context.ts';
import { pagePolicy } from '../platform/http/security-headers.ts';
import { textOn } from '../ink.ts';
import { renderCheck, type FindCertificate } from './check-page.ts';
import { layOut } from './layout.ts';
import { completeDocument, type GeneratedDocument } from './openapi.ts';
import { renderReference } from './reference-page.ts';
import { readStartPage, type StartFacts } from './start-facts.ts';
import { renderStart } from './start-page.ts';

type Deps = Pick<NodeContext, 'province' | 'clock'> & {
  readonly apps: StartFacts['apps'];
  readonly trustList: Pick<TrustListSource, 'current'>;
  readonly findCertificate: FindCertificate;
};

const stylesheet = readFileSync(new URL('./style.css', import.meta.url), 'utf8');
const icon = readFileSync(new URL('./icon.svg', import.meta.url), 'utf8');
const hidden = { schema: { hide: true } };
const queryLimit = 60;

/** What the node shows in a browser: its start page, the reference of its API, and the document that is made from. */
export function addPages(app: FastifyInstance, deps: Deps): void {
  const { province } = deps;
  const document = () => completeDocument(app.swagger() as unknown as GeneratedDocument);
  app.get('/openapi.json', hidden, async () => document());
  app.get('/', hidden, async (request, reply) => {
    return sendPage(reply, layOut(province, renderStart(await readStartPage(app, deps, request.ip))));
  });
  app.get('/reference', hidden, async (request, reply) => {
    const { q } = request.query as { q?: string | string[] };
    const query = typeof q === 'string' ? q.slice(0, queryLimit) : '';
    return sendPage(reply, layOut(province, renderReference(document(), query)));
  });
  app.get('/check', hidden, async (request, reply) => {
    const { id } = request.query as { id?: string | string[] };
    const asked = typeof id === 'string' ? id.trim().slice(0, queryLimit) : '';
    return sendPage(reply, layOut(province, await renderCheck(deps.findCertificate, asked)));
  });
  const brand = `:root { --brand: ${province.brandColour}; --on-brand: ${textOn(province.brandColour)}; }\n`;
  app.get('/pages/style.css', hidden, async (_request, reply) => sendAsset(reply, 'text/css', brand + stylesheet));
  app.get('/pages/icon.svg', hidden, async (_request, reply) => sendAsset(reply, 'image/svg+xml', icon));
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.header('content-security-policy', pagePolicy).type('text/html; charset=utf-8').send(page);
}

function sendAsset(reply: FastifyReply, mediaType: string, content: string): FastifyReply {
  return reply.header('cache-control', 'max-age=300').type(`${mediaType}; charset=utf-8`).send(content);
}
