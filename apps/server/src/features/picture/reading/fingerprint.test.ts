import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';
import type { Pixels } from './pixels.ts';

const [width, height] = [330, 320];

/** A picture of cells of 10 pixels with a brightness each. */
function picture(brightnessOf: (column: number, row: number) => number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.fill(brightnessOf(Math.floor(x / 10), Math.floor(y / 10)), (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height };
}

/** Every other cell is bright: of two neighbours the second is brighter in every second place. */
const chequered = (column: number) => (column % 2 === 1 ? 200 : 50);

describe('the fingerprint of a picture', () => {
  it('is a bit for each pair of neighbours, in eight bands of every eighth row', () => {
    expect(fingerprintOf(picture(chequered))).toEqual(Array.from({ length: 8 }, () => 'a'.repeat(32)));
  });

  it('stays through a little noise, and a change in one row touches one band', () => {
    const noisy = fingerprintOf(picture((column, row) => chequered(column) + ((column + row) % 3)));
    expect(noisy).toEqual(fingerprintOf(picture(chequered)));
    const changed = fingerprintOf(picture((column, row) => (row === 3 ? 250 - chequered(column) : chequered(column))));
    expect(changed.map((band) => band === 'a'.repeat(32))).toEqual([true, true, true, false, true, true, true, true]);
  });

  it('of a wall there is none: walls look alike', () => {
    expect(fingerprintOf(picture(() => 128))).toEqual([]);
  });
});
