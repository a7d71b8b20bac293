import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes of a request that are taken, and of an answer that are handed on; the largest of the contract fit. */
const requestLimit = 1_100_000;
const answerLimit = 4_000_000;
const patienceMs = 15_000;

const handedOn = ['accept', 'accept-language', 'authorization', 'content-type', 'if-none-match'];
const handedBack = ['content-type', 'etag', 'retry-after', 'www-authenticate'];

/** Hands a request on to a node as it is, and its answer back. 413 for too much, 502 where the node does not answer. */
export async function forward(request: IncomingMessage, response: ServerResponse, target: string): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return refuse(response, 413);
  const headers: Record<string, string> = {};
  for (const name of handedOn) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  try {
    const answer = await fetch(target, {
      method: request.method ?? 'GET',
      headers,
      ...(body.length === 0 ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const content = Buffer.from(await answer.arrayBuffer());
    if (content.length > answerLimit) return refuse(response, 502);
    for (const name of handedBack) {
      const value = answer.headers.get(name);
      if (value !== null) response.setHeader(name, value);
    }
    response.writeHead(answer.status).end(content);
  } catch {
    refuse(response, 502);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > requestLimit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
