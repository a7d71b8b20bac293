import { setTimeout as wait } from 'node:timers/promises';
import { signRequest } from '../signature.ts';
import type { Receipt } from './shapes.ts';

/** Milliseconds for which a receipt waits for others, and the most that go together. */
const MOMENT = 100;
const MOST = 200;
const PATIENCE = 5_000;

/** Where a client wants its receipts, and what it knows them by. */
export interface Receiver {
  readonly url: string;
  readonly appId: string;
  readonly secret: string;
}

/** Receipts are pushed as carriers push them: those of a moment together. */
export class Receipts {
  readonly #now: () => number;
  readonly #waiting = new Map<string, Receipt[]>();
  readonly #posting = new Set<Promise<void>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  add(receiver: Receiver, receipt: Receipt): void {
    const waiting = this.#waiting.get(receiver.appId);
    if (waiting !== undefined) {
      waiting.push(receipt);
      return;
    }
    this.#waiting.set(receiver.appId, [receipt]);
    const posting = this.#postLater(receiver).finally(() => this.#posting.delete(posting));
    this.#posting.add(posting);
  }

  /** Settles when those that wait have been posted. */
  async settled(): Promise<void> {
    await Promise.all(this.#posting);
  }

  async #postLater(receiver: Receiver): Promise<void> {
    await wait(MOMENT);
    const receipts = this.#waiting.get(receiver.appId) ?? [];
    this.#waiting.delete(receiver.appId);
    for (let at = 0; at < receipts.length; at += MOST) await post(receiver, receipts.slice(at, at + MOST), this.#now());
  }
}

/** Once and without complaint: a client that hears nothing knows the message as accepted, and no more. */
async function post({ url, appId, secret }: Receiver, receipts: readonly Receipt[], now: number): Promise<void> {
  const timestamp = String(now);
  const headers = {
    'content-type': 'application/json',
    'x-app-id': appId,
    'x-timestamp': timestamp,
    'x-sign': signRequest({ receipts }, appId, timestamp, secret),
  };
  const signal = AbortSignal.timeout(PATIENCE);
  await fetch(url, { method: 'POST', headers, body: JSON.stringify({ receipts }), signal }).catch(() => undefined);
}
