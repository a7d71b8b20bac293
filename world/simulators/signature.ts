import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { provinces } from '../provinces.ts';
import { Refusal } from './refusal.ts';

/** Those who may ask, and the secret each shares with the outside system. */
export type Clients = Record<string, string>;

/** What the demo's nodes use; a world of its own sets others through the management port. */
export const demoClients: Clients = Object.fromEntries(
  provinces.map(({ division, name }) => [
    `tongxing-${division}`,
    `simulated-secret-of-${name.en.toLowerCase().replaceAll(' ', '-')}`,
  ]),
);

const TOLERANCE = 300_000;

/**
 * The sign of a request in the manner of the public gate interfaces: parameters with `appId` and `timestamp`, sorted by
 * name, joined as `name=value` with `&`, then `&secret=…`; SHA-256 in capitals. Texts stand as they are, everything else
 * as JSON without spaces.
 *
 * It covers neither method nor path: that is the manner, and why nodes use HTTP Message Signatures among themselves.
 *
 * @param parameters the members of the JSON body, or of the query
 * @param timestamp milliseconds since 1970, in decimal digits
 */
export function signRequest(
  parameters: Record<string, unknown>,
  appId: string,
  timestamp: string,
  secret: string,
): string {
  const all: Record<string, unknown> = { ...parameters, appId, timestamp };
  const pairs = Object.keys(all)
    .toSorted()
    .map((name) => `${name}=${typeof all[name] === 'string' ? all[name] : JSON.stringify(all[name])}`);
  return createHash('sha256')
    .update([...pairs, `secret=${secret}`].join('&'))
    .digest('hex')
    .toUpperCase();
}

/**
 * The client who signed a request.
 *
 * @throws Refusal 401 where a header is absent, the client unknown, the time more than five minutes off, or the sign wrong
 */
export function verifyRequest(
  parameters: Record<string, unknown>,
  headers: IncomingHttpHeaders,
  clients: Clients,
  now: number,
): string {
  const [appId, timestamp, sign] = [headers['x-app-id'], headers['x-timestamp'], headers['x-sign']];
  if (typeof appId !== 'string' || typeof timestamp !== 'string' || typeof sign !== 'string') {
    throw new Refusal(401, 'signature-missing', 'The headers x-app-id, x-timestamp and x-sign are needed.');
  }
  const secret = Object.hasOwn(clients, appId) ? clients[appId] : undefined;
  if (secret === undefined) throw new Refusal(401, 'app-unknown', 'Nobody of that x-app-id may ask here.');
  if (!/^\d{1,15}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > TOLERANCE) {
    throw new Refusal(401, 'signature-stale', 'x-timestamp must lie within five minutes of the time here.');
  }
  const expected = Buffer.from(signRequest(parameters, appId, timestamp, secret));
  const given = Buffer.from(sign);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal(401, 'signature-wrong', 'x-sign does not fit the parameters.');
  }
  return appId;
}
