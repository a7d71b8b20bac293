import { deflateRawSync, deflateSync, inflateRawSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodecError } from './errors.ts';
import { type BitsPerStatus, createStatusBits, getStatus, setStatus } from './status-list.ts';
import { decodeStatusListJson } from './status-list-json.ts';
import { inflateRaw } from './status-list-inflate.ts';
import { deflateZlib, inflateZlib } from './status-list-zlib.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const withCode = (code: string): unknown => expect.objectContaining({ name: 'CodecError', code });

/** The examples of draft-ietf-oauth-status-list §4.1 and §4.2: statuses, packed bytes, JSON text. */
const ONE_BIT = {
  bits: 1,
  statuses: [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1],
  bytes: 'b9a3',
  lst: 'eNrbuRgAAhcBXQ',
} as const;
const TWO_BITS = {
  bits: 2,
  statuses: [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3],
  bytes: 'c944f9',
  lst: 'eNo76fITAAPfAgc',
} as const;

describe('a status list', () => {
  it.each([ONE_BIT, TWO_BITS])('of $bits bit(s) is packed as the draft prints it', ({ bits, statuses, bytes }) => {
    const packed = createStatusBits(statuses.length, bits);
    statuses.forEach((status, idx) => setStatus(packed, idx, status));
    expect(hex(packed.list)).toBe(bytes);
    expect(statuses.map((_, idx) => getStatus(packed, idx))).toEqual(statuses);
  });

  it.each([ONE_BIT, TWO_BITS])('of $bits bit(s) is read from the JSON the draft prints', ({ bits, statuses, lst }) => {
    const packed = decodeStatusListJson({ bits, lst });
    expect(statuses.map((_, idx) => getStatus(packed, idx))).toEqual(statuses);
  });

  it.each([1, 2, 4, 8] as const)('of %i bits keeps every value and touches no neighbour', (bits) => {
    const packed = createStatusBits(64, bits);
    for (let idx = 0; idx < 64; idx++) setStatus(packed, idx, idx % 2 ** bits);
    setStatus(packed, 9, 0);
    setStatus(packed, 9, 1);
    for (let idx = 0; idx < 64; idx++) expect(getStatus(packed, idx)).toBe(idx === 9 ? 1 : idx % 2 ** bits);
  });

  it('refuses a status that does not fit, instead of cutting it', () => {
    const packed = createStatusBits(8, 2);
    for (const status of [4, -1, 0.5, Number.NaN, 2 ** 32 + 1]) {
      expect(() => setStatus(packed, 0, status)).toThrow(withCode('status-value-out-of-range'));
    }
    expect(hex(packed.list)).toBe('0000');
  });

  it('says nothing about an index beyond its end', () => {
    const packed = createStatusBits(8, 2);
    for (const idx of [8, -1, 0.5, Number.NaN, Infinity, 2 ** 31]) {
      expect(() => getStatus(packed, idx)).toThrow(withCode('status-index-out-of-range'));
      expect(() => setStatus(packed, idx, 1)).toThrow(withCode('status-index-out-of-range'));
    }
  });

  it('is not made in sizes or widths that nobody would read', () => {
    expect(createStatusBits(1 << 20, 8).list).toHaveLength(1 << 20);
    for (const size of [(1 << 20) + 1, 0, -1, 0.5, 1.5, Infinity]) {
      expect(() => createStatusBits(size, 8)).toThrow(withCode('status-list-too-large'));
    }
    for (const bits of [0, 3, 16] as unknown as BitsPerStatus[]) {
      expect(() => createStatusBits(8, bits)).toThrow(withCode('malformed-status-list'));
    }
  });

  it.each([
    ['null', null],
    ['text', 'eNrbuRgAAhcBXQ'],
    ['three bits', { bits: 3, lst: ONE_BIT.lst }],
    ['bits as text', { bits: '1', lst: ONE_BIT.lst }],
    ['no lst', { bits: 1 }],
    ['bytes for lst', { bits: 1, lst: [1, 2] }],
    ['padded base64url', { bits: 1, lst: `${ONE_BIT.lst}==` }],
    ['base64 with other letters', { bits: 1, lst: ONE_BIT.lst.replace('b', '+') }],
    ['a cut stream', { bits: 1, lst: ONE_BIT.lst.slice(0, -2) }],
  ])('in JSON is refused as malformed when it is %s', (_, value) => {
    expect(() => decodeStatusListJson(value)).toThrow(withCode('malformed-status-list'));
  });

  it('in JSON is refused unread when its text is too long', () => {
    expect(() => decodeStatusListJson({ bits: 1, lst: 'A'.repeat(1 << 22) })).toThrow(
      withCode('status-list-too-large'),
    );
  });
});

describe('zlib', () => {
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 2_000 }),
    fc.array(fc.constantFrom(0, 0, 0, 0, 1, 3, 255), { maxLength: 4_000 }).map((values) => Uint8Array.from(values)),
  );

  it('inflates what zlib deflates, at any level, strategy and window', () => {
    fc.assert(
      fc.property(
        anyBytes,
        fc.nat(9),
        fc.nat(4),
        fc.integer({ min: 9, max: 15 }),
        (bytes, level, strategy, windowBits) => {
          const deflated = deflateSync(bytes, { level, strategy, windowBits });
          expect(hex(inflateZlib(deflated, 4_000))).toBe(hex(bytes));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('deflates to what zlib inflates', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(hex(inflateSync(deflateZlib(bytes)))).toBe(hex(bytes));
      }),
      { numRuns: 200 },
    );
  });

  it('accepts exactly the data that zlib accepts, over 5,000 mutations', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyBytes, fc.nat(9), fc.nat(), fc.nat(7), fc.nat(3), (bytes, level, at, bit, cut) => {
        const raw = deflateRawSync(bytes, { level });
        const position = at % raw.length;
        const changed = raw.with(position, raw[position]! ^ (1 << bit)).subarray(0, cut === 0 ? position : undefined);
        const theirs = inflateAlone(changed);
        if (theirs === undefined) {
          expect(() => inflateRaw(changed, 1 << 23)).toThrow(withCode('malformed-status-list'));
        } else {
          accepted += 1;
          expect(hex(inflateRaw(changed, 1 << 23))).toBe(hex(theirs));
        }
      }),
      { numRuns: 5_000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  /** The output if zlib takes the whole input as one raw stream, else undefined. */
  function inflateAlone(raw: Uint8Array): Uint8Array | undefined {
    try {
      const { buffer, engine } = inflateRawSync(raw, { info: true }) as unknown as {
        buffer: Buffer;
        engine: { bytesWritten: number };
      };
      return engine.bytesWritten === raw.length ? buffer : undefined;
    } catch {
      return undefined;
    }
  }

  it('stops a bomb at the limit, before its 256 MiB exist', () => {
    const bomb = deflateSync(Buffer.alloc(1 << 28));
    expect(bomb.length).toBeLessThan(300_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => inflateZlib(bomb, 1 << 20)).toThrow(withCode('status-list-too-large'));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20);
    expect(() => decodeStatusListJson({ bits: 1, lst: bomb.toString('base64url') })).toThrow(
      withCode('status-list-too-large'),
    );
  });

  it('inflates up to the limit and not one byte further, in every kind of block', () => {
    for (const options of [{ level: 0 }, { level: 6 }, { level: 6, strategy: 4 }]) {
      const stream = deflateSync(Buffer.alloc(1_000, 7), options);
      expect(inflateZlib(stream, 1_000)).toHaveLength(1_000);
      expect(() => inflateZlib(stream, 999)).toThrow(withCode('status-list-too-large'));
    }
  });

  it.each([
    ['nothing', ''],
    ['only a header', '789c'],
    ['a gzip stream', hex(Buffer.from('H4sIAAAAAAAAA3t5GwChACXxAgAAAA==', 'base64'))],
    ['a preset dictionary', '78bb030000000001'],
    ['a wrong header check', '789d030000000001'],
    ['another method with a right header check', '7918030000000001'],
    ['a window of 64 KiB with a right header check', '881c030000000001'],
    ['a reserved block type', '789c070000000001'],
    ['a wrong checksum', '789c030000000002'],
    ['a byte after the last block', '789c03000000000001'],
    ['a copy from before the beginning', '789c03020000000001'],
  ])('is refused as malformed with %s', (_, stream) => {
    expect(() => inflateZlib(Uint8Array.from(Buffer.from(stream, 'hex')), 1_000)).toThrow(
      withCode('malformed-status-list'),
    );
  });

  it('of nothing inflates to nothing', () => {
    expect(inflateZlib(Uint8Array.from(Buffer.from('789c030000000001', 'hex')), 0)).toHaveLength(0);
  });

  it('throws only our errors over 2,000 random inputs that begin like a stream', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (tail) => {
        try {
          inflateZlib(Uint8Array.of(0x78, 0x9c, ...tail), 1 << 16);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
