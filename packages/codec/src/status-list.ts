import { CodecError } from './errors.ts';

/** Bits of one status: what the draft allows. Tongxing uses 2 (`docs/protocol/status-lists.md`). */
export type BitsPerStatus = 1 | 2 | 4 | 8;

/**
 * A packed list: status i occupies `bits` bits from bit (i × bits) mod 8 of byte ⌊i × bits ÷ 8⌋, least significant first
 * (draft-ietf-oauth-status-list §4.1).
 */
export interface PackedStatuses {
  readonly bits: BitsPerStatus;
  readonly list: Uint8Array;
}

/** The largest list that is read or made: 2^20 statuses of 8 bits. */
export const MAXIMUM_LIST_BYTES = 1 << 20;

/**
 * A list of `size` statuses, all 0 (valid).
 * @throws CodecError `malformed-status-list` for another number of bits, `status-list-too-large`
 */
export function createStatusBits(size: number, bits: BitsPerStatus): PackedStatuses {
  requireBits(bits);
  const bytes = Math.ceil((size * bits) / 8);
  if (!Number.isSafeInteger(size) || size < 1 || bytes > MAXIMUM_LIST_BYTES) {
    throw new CodecError('status-list-too-large', `no list of ${size} statuses`);
  }
  return { bits, list: new Uint8Array(bytes) };
}

/**
 * Writes one status into the list.
 * @throws CodecError `status-index-out-of-range`, `status-value-out-of-range`
 */
export function setStatus({ bits, list }: PackedStatuses, idx: number, status: number): void {
  const byte = requireIndex(bits, list, idx);
  const mask = (1 << bits) - 1;
  if (!Number.isInteger(status) || status < 0 || status > mask) {
    throw new CodecError('status-value-out-of-range', `${status} does not fit ${bits} bits`);
  }
  const shift = (idx * bits) % 8;
  list[byte] = (list[byte]! & ~(mask << shift)) | (status << shift);
}

/**
 * Reads one status.
 * @throws CodecError `status-index-out-of-range`: then nothing is known about the status, which never means valid
 */
export function getStatus({ bits, list }: PackedStatuses, idx: number): number {
  const byte = requireIndex(bits, list, idx);
  return (list[byte]! >> ((idx * bits) % 8)) & ((1 << bits) - 1);
}

/** @throws CodecError `malformed-status-list` unless bits is 1, 2, 4 or 8 */
export function requireBits(bits: unknown): asserts bits is BitsPerStatus {
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) {
    throw new CodecError('malformed-status-list', 'a status has 1, 2, 4 or 8 bits');
  }
}

function requireIndex(bits: BitsPerStatus, list: Uint8Array, idx: number): number {
  const byte = Math.floor((idx * bits) / 8);
  if (!Number.isSafeInteger(idx) || idx < 0 || byte >= list.length) {
    throw new CodecError('status-index-out-of-range', `no status ${idx} in a list of ${(list.length * 8) / bits}`);
  }
  return byte;
}
