import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Answers larger than this are nonsense. */
const maximumAnswer = 2_000_000;
const timeoutMs = 3000;

/** Connections stay open between questions, as many to one source as it may be asked at once. */
const staying = { keepAlive: true, maxSockets: 16 };
const httpAgent = new HttpAgent(staying);
const httpsAgent = new HttpsAgent(staying);

export interface Exchanged {
  readonly status: number;
  readonly text: string;
}

/** One request to a system outside and its answer. @throws Error when there is none in three seconds, or it is larger than 2 MB */
export function exchange(
  url: URL,
  { method, headers, body }: { method: string; headers: Readonly<Record<string, string>>; body?: string },
): Promise<Exchanged> {
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
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
