import swagger from '@fastify/swagger';
import { schemas, type RouteDefinition } from '@tongxing/contract';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Once } from '../db.ts';
import { newId } from '../ids.ts';
import { during, type FaultPoints } from '../fault-points.ts';
import type { Log } from '../log.ts';
import { outageOf } from '../outage.ts';
import type { Telemetry, Work } from '../telemetry.ts';
import { Bytes } from './bytes.ts';
import type { Implementation } from './implementation.ts';
import type { Principal } from './principal.ts';
import { toProblem } from './problem.ts';
import { IdempotencyHeaders } from './idempotency-headers.ts';
import { compileValidator } from './validator.ts';
import { WithHeaders } from './with-headers.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal;
    /** The bytes of the body as they arrived, for signatures over them. */
    rawBody: Buffer;
    /** The request as a piece of measured work. */
    work: Work | undefined;
  }
  interface FastifyContextConfig {
    definition?: RouteDefinition;
  }
}

export interface HttpOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly title: string;
  readonly publicUrl: string;
  readonly implementations: readonly Implementation[];
  /** Answers who is calling, or throws a Refusal when the route's access is not met. */
  readonly authorize: (request: FastifyRequest, route: RouteDefinition) => Promise<Principal>;
  /** Called with the answer of a route that peers call, to sign it. */
  readonly seal?: (request: FastifyRequest, reply: FastifyReply, payload: string | Buffer) => Promise<void>;
  /** How a request that may come again is made the same request. */
  readonly once: (request: FastifyRequest, route: RouteDefinition) => Once;
  readonly faults?: FaultPoints | undefined;
}

const defaultBodyLimit = 65_536;

/** An HTTP server over the routes of the contract: every route is checked for access before its body is looked at. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const answer = createProblemAnswer(options);
  const app = fastify({
    logger: false,
    bodyLimit: defaultBodyLimit,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 128 },
    forceCloseConnections: true,
    // An address that cannot be read never reaches a route; the framework would answer it by repeating it.
    frameworkErrors: (error, request, reply) => void answer(request, reply, error),
  });
  app.setValidatorCompiler(compileValidator);
  app.decorateRequest('principal', null);
  app.decorateRequest('rawBody');
  app.decorateRequest('work');
  measureRequests(app, options.telemetry);
  await app.register(swagger, { openapi: openApiHeader(options) });
  takeJson(app);
  app.setErrorHandler((error, request, reply) => answer(request, reply, error));
  app.setNotFoundHandler((request, reply) => answer(request, reply, { code: 'FST_ERR_NOT_FOUND' }));
  secureHeaders(app);
  for (const implementation of options.implementations) register(app, options, implementation);
  return app;
}

function openApiHeader(options: HttpOptions) {
  return {
    openapi: '3.1.0' as const,
    info: { title: options.title, version: '1' },
    servers: [{ url: options.publicUrl }],
    components: {
      securitySchemes: {
        session: { type: 'http' as const, scheme: 'bearer' },
        httpMessageSignature: { type: 'apiKey' as const, in: 'header' as const, name: 'Signature' },
      },
    },
  };
}

/** By the route's template, never by the address: an address may hold an id. */
function measureRequests(app: FastifyInstance, telemetry: Telemetry): void {
  app.addHook('onRequest', (request, _reply, done) => {
    request.work = telemetry.begin('request', `${request.method} ${request.routeOptions.url ?? 'unknown'}`);
    request.work.run(done);
  });
  app.addHook('onResponse', async (request, reply) => request.work?.end(String(reply.statusCode)));
}

function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.rawBody = body;
    // A body that is not UTF-8 would otherwise be stored with replacement characters in it.
    const text = body.toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(body)) {
      done(Object.assign(new Error('not UTF-8'), { statusCode: 400 }));
      return;
    }
    void parse(request, text, done);
  });
}

function createProblemAnswer(options: HttpOptions) {
  return (request: FastifyRequest, reply: FastifyReply, error: unknown) => {
    const incident = newId(options.clock.now());
    const problem = toProblem(error, incident, request.headers['accept-language']);
    // What the node refuses on purpose is no failure; what nobody foresaw is, and what the node lacks.
    if (problem.instance !== undefined || outageOf(error) !== undefined) {
      options.log.error('request failed', { incident, route: request.routeOptions.url, error });
    }
    if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', problem.retryAfterSeconds);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

function secureHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
    });
    if (reply.getHeader('cache-control') === undefined) void reply.header('cache-control', 'no-store');
    if (reply.getHeader('content-security-policy') === undefined) {
      void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    }
  });
}

function register(app: FastifyInstance, options: HttpOptions, { route, handle }: Implementation): void {
  const { faults } = options;
  const within = <T>(work: () => T): T => (faults === undefined ? work() : during(route.name, work));
  const binary = 'mediaType' in route.response ? route.response.mediaType : undefined;
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? defaultBodyLimit,
    config: { definition: route },
    schema: describeRoute(route),
    // Peers sign the body, so they are checked after it has been read; everybody else before.
    [route.access === 'peer' ? 'preValidation' : 'onRequest']: async (request: FastifyRequest) => {
      request.principal = await within(() => options.authorize(request, route));
    },
    ...(route.access === 'peer' && options.seal !== undefined
      ? {
          onSend: async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
            await options.seal?.(request, reply, payload as string | Buffer);
            return payload;
          },
        }
      : {}),
    ...(faults === undefined ? {} : { onResponse: async () => faults.reach(`${route.name}/after-answer`) }),
    handler: async (request, reply) => {
      const { principal, params, query, body } = request;
      const once = options.once(request, route);
      const given: unknown = await within(() => handle({ principal, params, query, body, once } as never));
      const answer: unknown = given instanceof WithHeaders ? given.answer : given;
      if (given instanceof WithHeaders) void reply.headers(given.headers);
      if (binary !== undefined) return sendBytes(request, reply, binary, answer as Bytes);
      return reply.code(route.status).send(route.status === 204 ? undefined : answer);
    },
  });
}

function sendBytes(request: FastifyRequest, reply: FastifyReply, mediaType: string, answer: Bytes) {
  void reply.header(
    'cache-control',
    answer.maxAgeSeconds === undefined ? 'no-store' : `max-age=${answer.maxAgeSeconds}`,
  );
  if (answer.etag !== undefined) {
    void reply.header('etag', answer.etag);
    if (request.headers['if-none-match'] === answer.etag) return reply.code(304).send();
  }
  return reply.code(200).type(mediaType).send(answer.content);
}

function describeRoute(route: RouteDefinition) {
  const { params, query, body, response } = route;
  return {
    operationId: route.name,
    summary: `${route.summary.zh} · ${route.summary.en}`,
    tags: [route.tag],
    ...(route.service === undefined ? {} : { description: `GB/T 38963: ${route.service}` }),
    ...(route.access === 'public' ? {} : { security: [securityOf(route)] }),
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    ...(route.idempotencyKey === true ? { headers: IdempotencyHeaders } : {}),
    response: {
      ...('mediaType' in response ? {} : { [route.status]: response }),
      '4xx': schemas.Problem,
      '5xx': schemas.Problem,
    },
  };
}

function securityOf(route: RouteDefinition): Record<string, string[]> {
  return route.access === 'peer' ? { httpMessageSignature: [] } : { session: [] };
}
