import { createClient, type Client, type Transport } from '@tongxing/contract';

/** How long a request may take (milliseconds). */
const longest = 20_000;

/**
 * The node that this app comes from.
 * @param token of the enrolled device, or of the session
 * @param heard is told the HTTP status of every answer
 */
export function clientOf(token?: string, heard?: (status: number) => void): Client {
  const base = new URL('..', document.baseURI).href.replace(/\/$/, '');
  const transport: Transport = async (url, init) => {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(longest) });
    heard?.(answer.status);
    return answer;
  };
  return createClient(base, transport, token);
}
