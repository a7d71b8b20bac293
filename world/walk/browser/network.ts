import type { Transport } from '@tongxing/contract';

/** One request that left the page, or one that could not. */
export interface Exchange {
  readonly at: number;
  readonly who: Device;
  readonly method: string;
  readonly path: string;
  readonly status: number | 'failed';
  readonly milliseconds: number;
}

export type Device = 'phone' | 'checkpoint';

/** The device has no network: nothing was sent. */
export class NoNetworkError extends Error {
  override readonly name = 'NoNetworkError';

  constructor() {
    super('the device has no network');
  }
}

/** The only way out of the page for a device. Switched off, it sends nothing at all. */
export interface Network {
  on: boolean;
  /** @param patienceMs how long an answer is waited for; 15 s unless told */
  transport(patienceMs?: number): Transport;
}

export function createNetwork(who: Device, note: (exchange: Exchange) => void): Network {
  const network: Network = {
    on: true,
    transport:
      (patienceMs = 15_000) =>
      async (url, init) => {
        if (!network.on) throw new NoNetworkError();
        const at = Date.now();
        const began = performance.now();
        const tell = (status: Exchange['status']) =>
          note({
            at,
            who,
            method: init.method,
            path: url,
            status,
            milliseconds: Math.round(performance.now() - began),
          });
        try {
          const answer = await fetch(url, { ...init, cache: 'no-store', signal: AbortSignal.timeout(patienceMs) });
          tell(answer.status);
          return answer;
        } catch (error) {
          tell('failed');
          throw error;
        }
      },
  };
  return network;
}
