import { createClient, type Client, type Transport } from '@tongxing/contract';

/** How long a guard waits for the node before the device judges by itself (milliseconds). */
const patience = 300;
/** How long anything else may take. */
const longest = 20_000;

/** The node that this app comes from, as two callers: one that can wait, and one that a person at the door waits for. */
export interface Node {
  readonly client: Client;
  readonly hurried: Client;
}

/** @param token of the enrolled device */
export function nodeOf(token?: string): Node {
  const base = new URL('..', document.baseURI).href.replace(/\/$/, '');
  return {
    client: createClient(base, transport(longest), token),
    hurried: createClient(base, transport(patience), token),
  };
}

function transport(timeout: number): Transport {
  return (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
}
