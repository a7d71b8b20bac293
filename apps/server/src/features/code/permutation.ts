import { createHmac } from 'node:crypto';

/**
 * A keyed permutation of [0, 2^bits): from the order of issue to a place in a validity day's status lists, and back. Indices in use
 * tell nobody the order of issue or who is whose neighbour, and no table of them is needed.
 *
 * A balanced Feistel network (Luby–Rackoff) of eight rounds with HMAC-SHA-256 as round function; for an odd number of bits the
 * network is one bit wider and values outside are walked through again until they fall inside (cycle walking, Black–Rogaway).
 */
export interface Permutation {
  forward(ordinal: number): number;
  backward(idx: number): number;
}

const rounds = 8;

/**
 * @param bits 2 to 40. @param key secret of the node. @param tweak another tweak gives an unrelated permutation.
 * @param remember keeps the values of the round functions: 32 kB for 20 bits, 1 MiB for 30, for a permutation that is used often
 */
export function createPermutation(bits: number, key: Uint8Array, tweak: string, remember = false): Permutation {
  const size = 2 ** bits;
  const half = Math.ceil(bits / 2);
  const halfSize = 2 ** half;
  const compute = (number: number, value: number): number =>
    createHmac('sha256', key).update(`${tweak}/${number}/${value}`).digest().readUIntBE(0, 4) % halfSize;
  // 0 stands for what has not been computed, so the values are kept one higher.
  const known = new Uint32Array(remember ? rounds * halfSize : 0);
  const recall = (number: number, value: number): number => {
    const at = number * halfSize + value;
    known[at] ||= compute(number, value) + 1;
    return known[at] - 1;
  };
  const round = remember ? recall : compute;
  const forwardOnce = (value: number): number => {
    let left = Math.floor(value / halfSize);
    let right = value % halfSize;
    for (let number = 0; number < rounds; number++) [left, right] = [right, (left ^ round(number, right)) >>> 0];
    return left * halfSize + right;
  };
  const backwardOnce = (value: number): number => {
    let left = Math.floor(value / halfSize);
    let right = value % halfSize;
    for (let number = rounds - 1; number >= 0; number--) [left, right] = [(right ^ round(number, left)) >>> 0, left];
    return left * halfSize + right;
  };
  const walk = (once: (value: number) => number, start: number): number => {
    if (!Number.isInteger(start) || start < 0 || start >= size) throw new RangeError('outside the permutation');
    let value = once(start);
    while (value >= size) value = once(value);
    return value;
  };
  return { forward: (ordinal) => walk(forwardOnce, ordinal), backward: (idx) => walk(backwardOnce, idx) };
}
