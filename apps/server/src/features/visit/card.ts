import { prepareVenueCard, printPlaceCode, type PublicKey, VENUE_NAME_BYTES } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge, toUnix } from '../../platform/clock.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { keyFor } from '../../platform/signer.ts';
import { findVenue, type Venue } from './venue.ts';

export type CardDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'signer'>;

interface Sign {
  readonly signId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** Of a display. */
  readonly key?: PublicKey;
}

/** The card of a device that shows the place code of its venue. It ends soon and is asked for again; a revoked device gets none. */
export async function displayCard(deps: CardDeps, device: DevicePrincipal): Promise<schemas.DisplayCard> {
  const now = deps.clock.now();
  const venue = await findVenue(deps.db, device.venueId);
  const { displayCardHours, rotateSeconds } = deps.province.visits;
  const expiresAt = addSeconds(now, displayCardHours * 3600);
  const { publicKey } = device;
  const key = { suite: 'ES256', x: publicKey.subarray(0, 32), y: publicKey.subarray(32) } as const;
  const card = await signCard(deps, venue!, { signId: device.deviceId, issuedAt: now, expiresAt, key });
  return {
    card: Buffer.from(card).toString('base64url'),
    venueName: venue!.name,
    expiresAt: toEdge(expiresAt),
    rotateSeconds,
    serverTime: toEdge(now),
  };
}

/** The text of a printed sign; signed again it is as good as the first. */
export async function printedText(deps: CardDeps, venue: Venue, sign: Sign): Promise<string> {
  return printPlaceCode(await signCard(deps, venue, sign));
}

async function signCard(deps: CardDeps, venue: Venue, sign: Sign): Promise<Uint8Array> {
  const { kid } = await keyFor(deps.signer, 'strip');
  const claims = {
    issuer: deps.province.division,
    signId: idBytes(sign.signId),
    venueId: idBytes(venue.venueId),
    venueName: shortened(venue.name),
    issuedAt: toUnix(sign.issuedAt),
    expiresAt: toUnix(sign.expiresAt),
    ...(sign.key === undefined ? {} : { display: sign.key }),
  };
  const prepared = prepareVenueCard(claims, { suite: 'ES256', kid: Buffer.from(kid, 'hex') });
  const [signature] = await deps.signer.sign(kid, [prepared.toBeSigned]);
  return prepared.finish(signature ?? new Uint8Array());
}

function idBytes(id: string): Uint8Array {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** The id of a card as it is stored. */
export function idText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A long name is cut on the code alone; the receipt has all of it. */
function shortened(name: string): string {
  let cut = name;
  while (Buffer.byteLength(cut) > VENUE_NAME_BYTES) cut = [...cut].slice(0, -1).join('');
  return cut;
}
