import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refusal } from './refusal.ts';

const DEEPEST = 16;

export interface Listening {
  url: string;
  close(): Promise<void>;
}

/** Serves on the loopback address only: a simulator is for the machine it runs on. Port 0 takes any free one. */
export async function listen(port: number, listener: RequestListener): Promise<Listening> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/**
 * The parameters of a request: the members of its JSON body, or for GET and DELETE of its query.
 *
 * @throws Refusal 413 beyond `limit` bytes, 400 where the body is no JSON object or nested beyond 16 levels
 */
export async function readParameters(request: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  if (request.method === 'GET' || request.method === 'DELETE') return Object.fromEntries(target(request).searchParams);
  const parsed = parse(await readBody(request, limit));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Refusal(400, 'request-malformed', 'The body must be a JSON object.');
  }
  if (isDeeper(parsed, DEEPEST))
    throw new Refusal(400, 'request-malformed', `The body has more than ${DEEPEST} levels.`);
  return parsed as Record<string, unknown>;
}

/** @throws Refusal 413 beyond `limit` bytes */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Refusal(413, 'request-too-large', `The body must be at most ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Checked once here, so that nothing that walks the body later can run out of stack. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, 'request-malformed', 'The body is not JSON.');
  }
}

/** Path and query of a request; the root where its target is no URL. */
export function target(request: IncomingMessage): URL {
  return URL.parse(request.url ?? '/', 'http://simulator') ?? new URL('http://simulator/');
}

/** Sends a body that is JSON already, or was meant to be. */
export function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    // A body refused half-read leaves the rest of it on the wire: nothing else can follow there.
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(body);
}
