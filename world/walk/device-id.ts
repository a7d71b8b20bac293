import { createHash } from 'node:crypto';

/** A UUID of one's own making (RFC 9562 §5.8) that is always the same for the same owner. */
export function deviceIdOf(owner: string): string {
  const bytes = createHash('sha256').update(`the walk's phone of ${owner}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
