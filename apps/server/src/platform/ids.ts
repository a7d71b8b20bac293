import { hash, randomBytes, randomFillSync } from 'node:crypto';

/** UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then random bits. */
export function newId(now: Date): string {
  const bytes = Buffer.from(takeRandom(16));
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const pool = Buffer.alloc(4096);
let taken = pool.length;

/** Random bytes for ids, which are no secrets: asking the system for each id by itself costs more than everything else about it. */
function takeRandom(length: number): Buffer {
  if (taken + length > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += length;
  return pool.subarray(taken - length, taken);
}

/** 256 random bits, base64url: session tokens, authorization codes, enrolment codes. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function sha256(data: Uint8Array | string): Buffer {
  return hash('sha256', data, 'buffer');
}
