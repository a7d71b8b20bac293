import { createClient, type Client, type Transport } from '@tongxing/contract';

/** How long a request may take (milliseconds). */
const longest = 20_000;

/** The node that this app comes from. @param token of the enrolled device */
export function clientOf(token?: string): Client {
  const base = new URL('..', document.baseURI).href.replace(/\/$/, '');
  return createClient(base, transport, token);
}

const transport: Transport = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(longest) });
