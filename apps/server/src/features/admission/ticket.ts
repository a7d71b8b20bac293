import { timingSafeEqual } from 'node:crypto';
import type { NodeContext } from '../../node-context.ts';

/** A place in the queue of who comes while more apply than can be decided. */
export interface Ticket {
  readonly place: number;
  /** When it is likely to be called. Who comes earlier is told a later instant. */
  readonly notBefore: Date;
  readonly expires: Date;
}

type Deps = Pick<NodeContext, 'seal'>;

const version = 1;
const head = 25;
const length = head + 32;

/**
 * A ticket as text, base64url: version (1 byte) ‖ place (8) ‖ not-before (8) ‖ expires (8), in milliseconds since 1970, big-endian, and
 * over them with the person's id the node's keyed index (HMAC, 32 bytes). Nothing of it is stored, and nothing in it says whose it is:
 * at another node, for another person or with another place it is no ticket.
 */
export function writeTicket(deps: Deps, personId: string, { place, notBefore, expires }: Ticket): string {
  const bytes = Buffer.alloc(head);
  bytes.writeUInt8(version);
  [place, notBefore.getTime(), expires.getTime()].forEach((value, at) =>
    bytes.writeBigUInt64BE(BigInt(value), 1 + at * 8),
  );
  return Buffer.concat([bytes, seal(deps, personId, bytes)]).toString('base64url');
}

/** Undefined for what is no ticket of this person's at this node, or no longer one. */
export function readTicket(deps: Deps, personId: string, text: string, now: Date): Ticket | undefined {
  const bytes = Buffer.from(text, 'base64url');
  // One text for one ticket: what else decodes to the same bytes is not it.
  if (bytes.length !== length || bytes.toString('base64url') !== text || bytes[0] !== version) return undefined;
  const body = bytes.subarray(0, head);
  if (!timingSafeEqual(bytes.subarray(head), seal(deps, personId, body))) return undefined;
  const [place, notBefore, expires] = [1, 9, 17].map((at) => Number(body.readBigUInt64BE(at))) as [
    number,
    number,
    number,
  ];
  return expires <= now.getTime() ? undefined : { place, notBefore: new Date(notBefore), expires: new Date(expires) };
}

/** What stands for a person's place where it is kept that it has let her in. */
export function placeHash(deps: Deps, personId: string, place: number): Buffer {
  return deps.seal.index('ticket', `${personId} place ${place}`);
}

function seal(deps: Deps, personId: string, body: Buffer): Buffer {
  return deps.seal.index('ticket', `${personId} ${body.toString('hex')}`);
}
