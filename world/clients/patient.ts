import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Transport } from '@tongxing/contract';

const firstWaitMs = 100;
const longestWaitMs = 1000;

export interface PatientNetwork {
  readonly transport: Transport;
  /** How many requests had to be sent again. */
  repeats(): number;
}

/**
 * A network as a phone uses it: a request whose answer was lost is sent again, the same to the byte and under the same
 * `Idempotency-Key`, and a node that says 503 is given the time it asks for. Gives up after `limitMs`.
 */
export function createPatientNetwork(limitMs = 30_000): PatientNetwork {
  let repeats = 0;
  return {
    repeats: () => repeats,
    async transport(url, init) {
      const headers = {
        ...init.headers,
        ...(init.method === 'POST' ? { 'idempotency-key': `"${randomUUID()}"` } : {}),
      };
      const deadline = Date.now() + limitMs;
      for (let pause = firstWaitMs; ; pause = Math.min(2 * pause, longestWaitMs)) {
        const { answer, error } = await exchange(url, { ...init, headers });
        if (answer !== undefined && answer.status !== 503) return answer;
        if (Date.now() > deadline) {
          if (answer !== undefined) return answer;
          throw error;
        }
        repeats += 1;
        await wait(answer === undefined ? pause : Number(answer.headers.get('retry-after') ?? 1) * 1000);
      }
    },
  };
}

/** The whole answer, or none: one that broke off is none. */
async function exchange(
  url: string,
  init: Parameters<Transport>[1],
): Promise<{ answer?: Awaited<ReturnType<Transport>>; error?: unknown }> {
  try {
    const response = await fetch(url, init);
    const bytes = await response.arrayBuffer();
    const { status, headers } = response;
    const text = async () => Buffer.from(bytes).toString('utf8');
    return { answer: { status, headers, text, arrayBuffer: async () => bytes } };
  } catch (error) {
    return { error };
  }
}
