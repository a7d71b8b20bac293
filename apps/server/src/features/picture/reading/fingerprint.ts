import { meanOf, type Pixels } from './pixels.ts';

const [columns, rows, bandCount] = [32, 32, 8] as const;
/** Two neighbouring cells differ when one is brighter by more than this: below it a JPEG decides. */
const noise = 2;
/** A picture with fewer differences than this is a wall or a sky, and looks like any other. */
const leastDifferences = 100;

/**
 * A fingerprint of how a picture looks: a difference hash of 32 × 32 cells, each bit saying whether a cell is brighter than the one left
 * of it, cut into 8 bands of every eighth row, in hexadecimal. Who compresses the picture again changes some bits and so some bands, hardly
 * all of them; of two codes on the same page the cells in the code differ. None for a picture with hardly anything in it.
 */
export function fingerprintOf(pixels: Pixels): string[] {
  const bits = Array.from({ length: rows }, (_, row) => differencesIn(pixels, row));
  const differences = bits.flat().filter(Boolean).length;
  if (differences < leastDifferences) return [];
  return Array.from({ length: bandCount }, (_, band) =>
    inHex(bits.filter((_row, row) => row % bandCount === band).flat()),
  );
}

function differencesIn(pixels: Pixels, row: number): boolean[] {
  const means = Array.from({ length: columns + 1 }, (_, column) =>
    meanOf(pixels, {
      left: Math.floor((column * pixels.width) / (columns + 1)),
      right: Math.floor(((column + 1) * pixels.width) / (columns + 1)),
      top: Math.floor((row * pixels.height) / rows),
      bottom: Math.floor(((row + 1) * pixels.height) / rows),
    }),
  );
  return means.slice(1).map((mean, column) => mean - means[column]! > noise);
}

function inHex(bits: readonly boolean[]): string {
  let hex = '';
  for (let at = 0; at < bits.length; at += 4) {
    hex += [0, 1, 2, 3].reduce((digit, bit) => digit * 2 + (bits[at + bit] === true ? 1 : 0), 0).toString(16);
  }
  return hex;
}
