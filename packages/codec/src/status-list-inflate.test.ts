import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflateRaw } from './status-list-inflate.ts';

/** A number as DEFLATE sends it: least significant bit first. */
const number = (value: number, count: number): string => [...value.toString(2).padStart(count, '0')].reverse().join('');
const bytesOf = (bits: string): Uint8Array =>
  Uint8Array.from(bits.match(/.{1,8}/g)!, (part) => Number.parseInt([...part].reverse().join(''), 2));

/** A code length, or a repetition: of the last length (16) or of zero (17, 18), so many times. */
type Length = number | readonly [16 | 17 | 18, times: number];

interface Block {
  readonly literals?: number;
  readonly distances?: number;
  readonly lengths: readonly Length[];
  /** Bits, with spaces between the codes. */
  readonly data: string;
}

/** One last dynamic block (RFC 1951 §3.2.7), right or wrong. Lengths 0–12 are sent in 4 bits, 13–18 in 5. */
function dynamicBlock({ literals = 258, distances = 1, lengths, data }: Block): Uint8Array {
  const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const codeLengths = order.map((symbol) => number(symbol < 13 ? 4 : 5, 3)).join('');
  const code = (symbol: number): string =>
    symbol < 13 ? symbol.toString(2).padStart(4, '0') : (26 + symbol - 13).toString(2);
  const sent = lengths.map((length) => {
    if (typeof length === 'number') return code(length);
    const [symbol, times] = length;
    const [least, count] = { 16: [3, 2], 17: [3, 3], 18: [11, 7] }[symbol] as [number, number];
    return code(symbol) + number(times - least, count);
  });
  const header = number(1, 1) + number(2, 2) + number(literals - 257, 5) + number(distances - 1, 5) + number(15, 4);
  return bytesOf(header + codeLengths + sent.join('') + data.replaceAll(' ', ''));
}

const zeros = (times: number): Length => [18, times];
/** "a" is 10, the end is 11, the length 3 is 0; distance 1 is 0, and 1 means nothing. */
const UNTIL_A = [zeros(97)];
const AFTER_A = [zeros(138), zeros(20)];
const LITERALS: Length[] = [...UNTIL_A, 2, ...AFTER_A, 2, 1];
const GOOD: Block = { lengths: [...LITERALS, 1], data: '10 0 0 11' };

/** What zlib makes of the data, or undefined if it refuses them. */
function byZlib(data: Uint8Array): string | undefined {
  try {
    return inflateRawSync(data).toString();
  } catch {
    return undefined;
  }
}

describe('a dynamic block', () => {
  it.each([
    ['a copy of distance 1', GOOD, 'aaaa'],
    ['a code for one distance, unused', { ...GOOD, data: '10 10 11' }, 'aa'],
    ['no distance at all', { lengths: [...LITERALS, 0], data: '10 10 11' }, 'aa'],
    ['a repeated length', { literals: 260, lengths: [...UNTIL_A, 1, ...AFTER_A, 3, [16, 3], 1], data: '0 100' }, 'a'],
    [
      '286 literals and 30 distances',
      { ...GOOD, literals: 286, distances: 30, lengths: [...LITERALS, zeros(28), 1, zeros(29)] },
      'aaaa',
    ],
  ] as [string, Block, string][])('with %s is read as zlib reads it', (_, block, text) => {
    const data = dynamicBlock(block);
    expect(Buffer.from(inflateRaw(data, 10)).toString()).toBe(text);
    expect(byZlib(data)).toBe(text);
  });

  it.each([
    ['a distance code without meaning', { ...GOOD, data: '10 0 1 11' }],
    ['a distance where there is none', { lengths: [...LITERALS, 0], data: '10 0 0 11' }],
    ['more codes than bits allow', { lengths: [...UNTIL_A, 1, ...AFTER_A, 2, 1, 1], data: '0 10' }],
    ['an incomplete code', { lengths: [...UNTIL_A, 2, ...AFTER_A, 2, 0, 1], data: '00 01' }],
    ['287 literals', { ...GOOD, literals: 287, lengths: [...LITERALS, zeros(29), 1] }],
    ['31 distances', { ...GOOD, distances: 31, lengths: [...LITERALS, 1, zeros(30)] }],
    ['lengths beyond the last code', { lengths: [...LITERALS, zeros(11)], data: '10 10 11' }],
    [
      'a repetition before the first length',
      { lengths: [[16, 3], zeros(94), ...GOOD.lengths.slice(1)], data: GOOD.data },
    ],
    ['no code for its end', { lengths: [...UNTIL_A, 1, ...AFTER_A, 0, 1, 1], data: '0' }],
  ] as [string, Block][])('with %s is refused, as by zlib', (_, block) => {
    const data = dynamicBlock(block);
    expect(byZlib(data)).toBeUndefined();
    expect(() => inflateRaw(data, 10)).toThrow(expect.objectContaining({ code: 'malformed-status-list' }));
  });

  it('is refused wherever it is cut off', () => {
    const data = dynamicBlock(GOOD);
    for (let length = 0; length < data.length; length++) {
      expect(() => inflateRaw(data.subarray(0, length), 10)).toThrow(
        expect.objectContaining({ code: 'malformed-status-list' }),
      );
    }
  });
});
