import type { AnswerOf, BodyOf, ParamsOf, QueryOf, RouteDefinition } from './route.ts';
import type { Problem } from './schemas/problem.ts';
import { problemTypePrefix, temporarilyUnavailable } from './unreachable.ts';

/** What the client needs of a network: a function in the shape of WHATWG `fetch`, reduced to what is used. */
export type Transport = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}>;

/** The node answered with a problem document. `problem.type` names it, `problem.cure` says what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.type}: ${problem.title}`);
    this.problem = problem;
  }

  /** The code after `urn:tongxing:problem:`. */
  get code(): string {
    return this.problem.type.slice(this.problem.type.lastIndexOf(':') + 1);
  }
}

export type CallInput<R extends RouteDefinition> = (ParamsOf<R> extends undefined ? object : { params: ParamsOf<R> }) &
  (QueryOf<R> extends undefined ? object : { query: QueryOf<R> }) &
  (BodyOf<R> extends undefined ? object : { body: BodyOf<R> }) &
  /** The same for the same request sent again: 16 to 128 letters, digits and `_:.-`, drawn anew for each intent. */
  (R extends { idempotencyKey: true } ? { idempotencyKey?: string } : object) &
  /** What `problem.ticket.ticket` of an earlier answer was. */
  (R extends { ticket: true } ? { ticket?: string } : object);

export interface Client {
  /** Calls a route; throws {@link ProblemError} when the node answers with a problem, whatever `transport` throws when it does not answer. */
  call<R extends RouteDefinition>(route: R, input: CallInput<R>): Promise<AnswerOf<R>>;
  /** A client for the same node that speaks for the holder of `token`. */
  as(token: string): Client;
  /** The same client, acting for a dependant (`dependantId` of the contract). */
  actingFor(dependantId: string): Client;
}

export function createClient(baseUrl: string, transport: Transport, token?: string, dependantId?: string): Client {
  return {
    as: (other) => createClient(baseUrl, transport, other),
    actingFor: (dependant) => createClient(baseUrl, transport, token, dependant),
    async call(route, input) {
      const { params, query, body, idempotencyKey, ticket } = input as {
        params?: Record<string, string>;
        query?: object;
        body?: unknown;
        idempotencyKey?: string;
        ticket?: string;
      };
      const headers: Record<string, string> = { accept: 'application/json, */*' };
      if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
      if (dependantId !== undefined) headers['tongxing-for'] = dependantId;
      if (body !== undefined) headers['content-type'] = 'application/json';
      if (idempotencyKey !== undefined) headers['idempotency-key'] = `"${idempotencyKey}"`;
      if (ticket !== undefined) headers['tongxing-ticket'] = ticket;
      const answer = await transport(baseUrl + fill(route.path, params ?? {}) + search(query), {
        method: route.method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer.status >= 400) throw await problemOf(answer);
      if (answer.status === 204) return null as AnswerOf<typeof route>;
      if ('mediaType' in route.response) return new Uint8Array(await answer.arrayBuffer()) as AnswerOf<typeof route>;
      return JSON.parse(await answer.text()) as AnswerOf<typeof route>;
    },
  };
}

/** Something between here and the node, a proxy say, answers errors in a form of its own: then the node could not be reached. */
async function problemOf(answer: Awaited<ReturnType<Transport>>): Promise<ProblemError> {
  const text = await answer.text();
  if (answer.headers.get('content-type')?.startsWith('application/problem+json') === true) {
    return new ProblemError(JSON.parse(text) as Problem);
  }
  const { zh, en } = temporarilyUnavailable;
  return new ProblemError({
    type: `${problemTypePrefix}temporarily-unavailable`,
    title: zh.title,
    status: answer.status,
    detail: zh.cure,
    titles: { zh: zh.title, en: en.title },
    cure: { zh: zh.cure, en: en.cure },
  });
}

function fill(path: string, params: Record<string, string>): string {
  return path
    .replace('*', () => params['*'] ?? '')
    .replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function search(query: object | undefined): string {
  const pairs = Object.entries(query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
