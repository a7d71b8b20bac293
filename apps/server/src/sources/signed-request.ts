import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { exchange } from './exchange.ts';

export interface SourceEndpoint {
  readonly url: string;
  readonly appId: string;
  readonly secret: string;
  /** Measures a question to it. */
  timed<T>(question: () => Promise<T>): Promise<T>;
}

/** The source answered that it will not: the status, and the code it gives for why. */
export class SourceRefusal extends Error {
  override readonly name = 'SourceRefusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(`status ${status}`);
    this.status = status;
    this.code = code;
  }
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Asks a system outside in the manner of the public gate interfaces: `x-app-id`, `x-timestamp` in milliseconds, and `x-sign`, the
 * SHA-256 in capital hex of the sorted parameters with the secret at the end.
 * @throws SourceRefusal when the answer has another status than 200; Error when there is no answer in three seconds, or none that is a
 * JSON object.
 */
export async function ask(
  clock: Clock,
  endpoint: SourceEndpoint,
  method: 'GET' | 'POST',
  path: string,
  parameters: Json,
): Promise<Json> {
  const url = new URL(endpoint.url + path);
  const timestamp = clock.now().getTime();
  const headers: Record<string, string> = {
    'x-app-id': endpoint.appId,
    'x-timestamp': String(timestamp),
    'x-sign': signParameters({ ...parameters, appId: endpoint.appId, timestamp }, endpoint.secret),
  };
  let body: string | undefined;
  if (method === 'GET')
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
  else {
    body = JSON.stringify(parameters);
    headers['content-type'] = 'application/json';
  }
  const { status, text } = await endpoint.timed(() =>
    exchange(url, { method, headers, ...(body === undefined ? {} : { body }) }),
  );
  if (status !== 200) throw new SourceRefusal(status, codeIn(text));
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    throw new Error('answer is not an object');
  return answer as Json;
}

function codeIn(text: string): string {
  try {
    return String((JSON.parse(text) as { code?: unknown }).code);
  } catch {
    return 'none';
  }
}

/** The sign of the manner described at {@link ask}, for whoever signs or checks a request. */
export function signParameters(parameters: Json, secret: string): string {
  const text = Object.keys(parameters)
    .toSorted()
    .map((name) => `${name}=${asText(parameters[name])}`)
    .join('&');
  return createHash('sha256').update(`${text}&secret=${secret}`).digest('hex').toUpperCase();
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
