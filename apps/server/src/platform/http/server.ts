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
import { sendCacheable } from './cacheable.ts';
import { type ConnectionLimits, connectionOptions, limitBodyTime, usualConnectionLimits } from './connections.ts';
import { allowOrigins } from './cross-origin.ts';
import type { Implementation } from './implementation.ts';
import { takeJson } from './json-body.ts';
import { createRouteLimits, type LimitFactor } from './limits.ts';
import type { Principal } from './principal.ts';
import { toProblem } from './problem.ts';
import { IdempotencyHeaders } from './idempotency-headers.ts';
import { addSecurityHeaders, securityHeaders } from './security-headers.ts';
import { sourceOf } from './source-address.ts';
import { fileOf, takeFiles } from './uploads.ts';
import { compileSerializer, compileValidator } from './schema-compilers.ts';
import { WithHeaders } from './with-headers.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal;
    /** The bytes of the body as they arrived, for signatures over them; undefined where there was none. */
    rawBody: Buffer | undefined;
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
  /** Where this server stands. Absent: no proxy is believed, no other origin let in, the contract's limits hold as they are. */
  readonly surroundings?: Surroundings;
}

export interface Surroundings {
  /** Addresses or networks whose `X-Forwarded-For` says who is calling. */
  readonly trustedProxies?: readonly string[];
  /** Origins whose pages may call this node from a browser. */
  readonly allowedOrigins?: readonly string[];
  readonly limitFactor?: LimitFactor;
  readonly connections?: ConnectionLimits;
}

const defaultBodyLimit = 65_536;

/** An HTTP server over the routes of the contract: every route is checked for access before its body is looked at. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const answer = createProblemAnswer(options);
  const { trustedProxies = [], allowedOrigins = [], limitFactor = 1, connections } = options.surroundings ?? {};
  const headers = securityHeaders(options.publicUrl);
  const app = fastify({
    ...connectionOptions(connections ?? usualConnectionLimits),
    logger: false,
    bodyLimit: defaultBodyLimit,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    routerOptions: { maxParamLength: 128 },
    forceCloseConnections: true,
    // An address that cannot be read never reaches a route, nor a hook; the framework would answer it by repeating it.
    frameworkErrors: (error, request, reply) => void answer(request, reply.headers(headers), error),
  });
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(compileSerializer);
  app.decorateRequest('principal', null);
  app.decorateRequest('rawBody');
  app.decorateRequest('work');
  measureRequests(app, options.telemetry);
  await app.register(swagger, { openapi: openApiHeader(options) });
  takeJson(app);
  app.setErrorHandler((error, request, reply) => answer(request, reply, error));
  app.setNotFoundHandler((request, reply) => answer(request, reply, { code: 'FST_ERR_NOT_FOUND' }));
  addSecurityHeaders(app, headers);
  allowOrigins(app, allowedOrigins);
  app.server.maxConnections = (connections ?? usualConnectionLimits).connections;
  const requireLimit = createRouteLimits(options.clock, limitFactor);
  limitTheRest(app, requireLimit);
  limitBodyTime(app, connections ?? usualConnectionLimits, isUpload);
  const registering = { ...options, requireLimit };
  const takesFile = ({ route }: Implementation) => route.upload !== undefined;
  for (const each of options.implementations.filter((one) => !takesFile(one))) register(app, registering, each);
  await app.register(async (scope) => {
    takeFiles(scope);
    for (const each of options.implementations.filter(takesFile)) register(scope, registering, each);
  });
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
        gatewaySign: { type: 'apiKey' as const, in: 'header' as const, name: 'x-sign' },
      },
    },
  };
}

function isUpload(request: FastifyRequest): boolean {
  return request.routeOptions.config?.definition?.upload !== undefined;
}

/** By the route's template, never by the address: an address may hold an id. */
function measureRequests(app: FastifyInstance, telemetry: Telemetry): void {
  app.addHook('onRequest', (request, _reply, done) => {
    request.work = telemetry.begin('request', `${request.method} ${request.routeOptions.url ?? 'unknown'}`);
    request.work.run(done);
  });
  app.addHook('onResponse', async (request, reply) => request.work?.end(String(reply.statusCode)));
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

/** Pages, and addresses where there is nothing: counted too, since making a page costs more than most answers. */
function limitTheRest(app: FastifyInstance, requireLimit: ReturnType<typeof createRouteLimits>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config?.definition !== undefined) return;
    requireLimit(request, reply, {
      name: 'pages',
      access: 'public',
      limit: { per: 'address', count: 300, seconds: 60 },
    });
  });
}

type Registering = HttpOptions & { readonly requireLimit: ReturnType<typeof createRouteLimits> };

function register(app: FastifyInstance, options: Registering, { route, handle }: Implementation): void {
  const { faults } = options;
  const within = <T>(work: () => T): T => (faults === undefined ? work() : during(route.name, work));
  const binary = 'mediaType' in route.response ? route.response.mediaType : undefined;
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? defaultBodyLimit,
    config: { definition: route },
    schema: describeRoute(route),
    // Who signs the body is checked after it has been read; everybody else before.
    [isSigned(route) ? 'preValidation' : 'onRequest']: async (request: FastifyRequest, reply: FastifyReply) => {
      request.principal = await within(() => options.authorize(request, route));
      options.requireLimit(request, reply, route);
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
      const source = sourceOf(request.ip);
      const once = options.once(request, route);
      const file = route.upload === undefined ? undefined : fileOf(request, route.upload.bytes);
      const given: unknown = await within(() =>
        handle({ principal, source, params, query, body, file, once, ticket: ticketOf(request, route) } as never),
      );
      const answer: unknown = given instanceof WithHeaders ? given.answer : given;
      if (given instanceof WithHeaders) void reply.headers(given.headers);
      if (binary !== undefined) return sendBytes(request, reply, binary, answer as Bytes);
      if (route.maxAgeSeconds !== undefined) return sendCacheable(request, reply, route.maxAgeSeconds, answer);
      return reply.code(route.status).send(route.status === 204 ? undefined : answer);
    },
  });
}

/** What is too long to be a ticket is none. */
function ticketOf({ headers }: FastifyRequest, { ticket }: RouteDefinition): string | undefined {
  const given = headers['tongxing-ticket'];
  return ticket === true && typeof given === 'string' && given.length <= 256 ? given : undefined;
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
  if (route.access === 'gateway') return { gatewaySign: [] };
  return isSigned(route) ? { httpMessageSignature: [] } : { session: [] };
}

function isSigned({ access }: RouteDefinition): boolean {
  return access === 'peer' || access === 'gate' || access === 'gateway';
}
