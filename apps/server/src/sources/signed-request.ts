import { createHash } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Clock } from '../platform/clock.ts';

export interface SourceEndpoint {
  readonly url: string;
  readonly appId: string;
  readonly secret: string;
  /** Measures a question to it. */
  timed<T>(question: () => Promise<T>): Promise<T>;
}

/** Answers larger than this are nonsense. */
const maximumAnswer = 2_000_000;
const timeoutMs = 3000;

type Json = Readonly<Record<string, unknown>>;

/** Connections stay open between questions, as many to one source as it may be asked at once. */
const staying = { keepAlive: true, maxSockets: 16 };
const httpAgent = new HttpAgent(staying);
const httpsAgent = new HttpsAgent(staying);

/**
 * Asks a system outside in the manner of the public gate interfaces: `x-app-id`, `x-timestamp` in milliseconds, and `x-sign`, the
 * SHA-256 in capital hex of the sorted parameters with the secret at the end.
 * @throws Error when there is no answer in three seconds, or none that is a JSON object with status 200.
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
  const answer: unknown = JSON.parse(await endpoint.timed(() => exchange(url, method, headers, body)));
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    throw new Error('answer is not an object');
  return answer as Json;
}

function signParameters(parameters: Json, secret: string): string {
  const text = Object.keys(parameters)
    .toSorted()
    .map((name) => `${name}=${asText(parameters[name])}`)
    .join('&');
  return createHash('sha256').update(`${text}&secret=${secret}`).digest('hex').toUpperCase();
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function exchange(url: URL, method: string, headers: Record<string, string>, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const [open, agent] = url.protocol === 'https:' ? [httpsRequest, httpsAgent] : [httpRequest, httpAgent];
    const outgoing = open(url, { agent, method, headers, signal: AbortSignal.timeout(timeoutMs) }, (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maximumAnswer) incoming.destroy(new Error('answer too large'));
        else chunks.push(chunk);
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        if (incoming.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(Object.assign(new Error(`status ${incoming.statusCode}`), { status: incoming.statusCode }));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
