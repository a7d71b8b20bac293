/** A data item of RFC 8949 with a tag. */
export class Tagged {
  readonly tag: number;
  readonly value: Cbor;
  constructor(tag: number, value: Cbor) {
    this.tag = tag;
    this.value = value;
  }
}
export type Cbor = number | bigint | string | Buffer | boolean | null | Tagged | Cbor[] | Map<Cbor, Cbor>;

/**
 * Reads one item of CBOR with definite lengths, and nothing behind it. Written for this program alone: a fault in the codec of the
 * node must not be confirmed by the same fault here.
 * @throws Error when it is cut off, goes on, or is of a kind that the protocol does not have
 */
export function readCbor(bytes: Buffer): Cbor {
  let at = 0;
  const take = (count: number): Buffer => {
    if (count > bytes.length - at) throw new Error('the CBOR is cut off');
    at += count;
    return bytes.subarray(at - count, at);
  };
  const argument = (short: number): number | bigint => {
    if (short < 24) return short;
    if (short > 27) throw new Error('a length that is not definite');
    const long = BigInt(`0x${take(2 ** (short - 24)).toString('hex')}`);
    return long <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(long) : long;
  };
  const item = (): Cbor => {
    const [first = 0] = take(1);
    const [kind, short] = [first >> 5, first & 31];
    if (kind === 7) return simple(short);
    const value = argument(short);
    if (kind === 0) return value;
    if (kind === 1) return typeof value === 'bigint' ? -1n - value : -1 - value;
    const count = Number(value);
    if (kind === 2) return Buffer.from(take(count));
    if (kind === 3) return new TextDecoder('utf-8', { fatal: true }).decode(take(count));
    if (kind === 6) return new Tagged(count, item());
    if (kind === 4) return repeat(count, item);
    return new Map(repeat(count, () => [item(), item()] as const));
  };
  const repeat = <T>(count: number, one: () => T): T[] => {
    if (count > bytes.length) throw new Error('the CBOR is cut off');
    return Array.from({ length: count }, one);
  };
  const whole = item();
  if (at !== bytes.length) throw new Error('there are bytes after the CBOR');
  return whole;
}

function simple(short: number): Cbor {
  if (short === 20 || short === 21) return short === 21;
  if (short === 22) return null;
  throw new Error('a simple value or a floating point number');
}

/** Writes an array of texts and byte strings, as the Sig_structures of RFC 9052 §4.4 are. */
export function writeArray(items: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat([
    head(4, items.length),
    ...items.flatMap((item) => {
      const content = typeof item === 'string' ? Buffer.from(item) : item;
      return [head(typeof item === 'string' ? 3 : 2, content.length), content];
    }),
  ]);
}

function head(kind: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(kind << 5) | length]);
  if (length < 256) return Buffer.from([(kind << 5) | 24, length]);
  if (length < 65_536) return Buffer.from([(kind << 5) | 25, length >> 8, length & 255]);
  const long = Buffer.alloc(5);
  long[0] = (kind << 5) | 26;
  long.writeUInt32BE(length, 1);
  return long;
}

/** The entry of a map. @throws Error when it is no map, or has no such entry */
export function entry(map: Cbor | undefined, key: Cbor): Cbor {
  const value = map instanceof Map ? map.get(key) : undefined;
  if (value === undefined) throw new Error(`there is no ${JSON.stringify(key)}`);
  return value;
}
