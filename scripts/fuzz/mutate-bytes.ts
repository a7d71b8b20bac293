import { pick, type Random } from './random.ts';

/** Heads of CBOR items that promise more than there is, nest, or are reserved; ends of numbers. */
const interesting = [
  0x00, 0x01, 0x18, 0x1b, 0x1f, 0x3b, 0x40, 0x5b, 0x5f, 0x60, 0x7b, 0x80, 0x9b, 0x9f, 0xa0, 0xbb, 0xbf, 0xc0, 0xd2,
  0xd8, 0xf6, 0xf9, 0xfb, 0xfe, 0xff,
];

type Change = (random: Random, bytes: Uint8Array, seeds: readonly Uint8Array[]) => Uint8Array;

const changes: readonly Change[] = [
  // One bit.
  (random, bytes) => {
    const changed = Uint8Array.from(bytes);
    if (changed.length > 0) {
      const at = random(changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
    }
    return changed;
  },
  (random, bytes) => {
    const changed = Uint8Array.from(bytes);
    if (changed.length > 0) changed[random(changed.length)] = random(2) === 0 ? random(256) : pick(random, interesting);
    return changed;
  },
  (random, bytes) => bytes.subarray(0, random(bytes.length + 1)),
  (random, bytes) => {
    const [from, to] = range(random, bytes.length);
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  },
  (random, bytes) => {
    const at = random(bytes.length + 1);
    const inserted = Uint8Array.from({ length: 1 + random(4) }, () => pick(random, interesting));
    return joined(bytes.subarray(0, at), inserted, bytes.subarray(at));
  },
  // A part twice.
  (random, bytes) => {
    const [from, to] = range(random, bytes.length);
    return joined(bytes.subarray(0, to), bytes.subarray(from));
  },
  // The beginning of one and the end of another.
  (random, bytes, seeds) => {
    const other = pick(random, seeds);
    return joined(bytes.subarray(0, random(bytes.length + 1)), other.subarray(random(other.length + 1)));
  },
  // A length that lies: the head of an item says one, ten or four thousand million more.
  (random, bytes) => {
    const at = random(bytes.length + 1);
    const head = pick(random, [0x58, 0x59, 0x5a, 0x78, 0x98, 0x99, 0x9a, 0xb8, 0xba]);
    return joined(bytes.subarray(0, at), Uint8Array.of(head, random(256), 0xff, 0xff, 0xff), bytes.subarray(at + 1));
  },
  // Lists in lists, or tags on tags.
  (random, bytes) => {
    const at = random(bytes.length + 1);
    const nesting = new Uint8Array(1 + random(3000)).fill(pick(random, [0x81, 0xa1, 0xc1, 0xd2]));
    return joined(bytes.subarray(0, at), nesting, bytes.subarray(at));
  },
];

/** One of the seeds, changed one to four times. */
export function mutateBytes(random: Random, seeds: readonly Uint8Array[]): Uint8Array {
  let bytes = pick(random, seeds);
  for (let left = 1 + random(4); left > 0; left -= 1) bytes = pick(random, changes)(random, bytes, seeds);
  return bytes;
}

function range(random: Random, length: number): [from: number, to: number] {
  const from = random(length + 1);
  return [from, Math.min(length, from + 1 + random(16))];
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
