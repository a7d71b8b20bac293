import { createClient, type Client, type Transport } from '@tongxing/contract';

/** How long a request may take (milliseconds). */
const longest = 20_000;

/** The node that this app comes from. */
export interface Node {
  readonly client: Client;
}

/** @param token of the enrolled device */
export function nodeOf(token?: string): Node {
  const base = new URL('..', document.baseURI).href.replace(/\/$/, '');
  return { client: createClient(base, transport, token) };
}

const transport: Transport = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(longest) });
