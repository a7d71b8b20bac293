import { describe, expect, it } from 'vitest';
import { colourAt, measureColour } from './colour.ts';
import type { Box, Pixels } from './pixels.ts';

type Rgb = readonly [number, number, number];
const white: Rgb = [255, 255, 255];

/** A page of one colour with boxes painted onto it. */
function paint(paper: Rgb, ...boxes: readonly (readonly [Box, Rgb])[]): Pixels {
  const [width, height] = [400, 800];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [{ left, top, right, bottom }, rgb] of [
    [{ left: 0, top: 0, right: width, bottom: height }, paper],
    ...boxes,
  ] as const) {
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) data.set(rgb, (y * width + x) * 4);
  }
  return { data, width, height };
}

const code: Box = { left: 100, top: 200, right: 300, bottom: 400 };
const word: Box = { left: 40, top: 450, right: 360, bottom: 520 };
const brand: Box = { left: 0, top: 0, right: 400, bottom: 60 };

describe('the colour of a code page', () => {
  it.each([
    ['green on white', '#0A7D3E', 'green'],
    ['green on black', '#4CC38A', 'green'],
    ['amber', '#F5B000', 'yellow'],
    ['red on white', '#C0261C', 'red'],
    ['red on black', '#FF8A80', 'red'],
    ['the green of a messenger', '#07C160', 'green'],
  ])('%s is the one the province calls so', (_name, hex, colour) => {
    const rgb = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
    expect(measureColour(paint(white, [word, rgb]), code)).toEqual({ colour, share: 1 });
  });

  it.each([
    ['grey', [95, 107, 118]],
    ['ink', [23, 33, 43]],
    ['paper', [255, 255, 255]],
    ['the blue of a button', [11, 92, 173]],
    ['violet', [140, 60, 180]],
  ] as const)('%s is none of them', (_name, rgb) => {
    expect(colourAt(paint(rgb), 0)).toBeUndefined();
  });

  it('does not count what the province paints above the code', () => {
    const page = paint(white, [brand, [140, 29, 24]], [word, [10, 125, 62]]);
    expect(measureColour(page, code).colour).toBe('green');
    expect(measureColour(page, undefined).colour).toBe('green');
  });

  it('says how sure it is, and nothing where two prevail alike or next to nothing is painted', () => {
    // Of the word 248 columns are looked at, from 76 on.
    const third: Box = { ...word, right: 138 };
    const [green, red]: Rgb[] = [
      [10, 125, 62],
      [192, 38, 28],
    ];
    const { colour, share } = measureColour(paint(white, [word, green!], [third, red!]), code);
    expect([colour, share]).toEqual(['green', 0.75]);
    const half: Box = { ...word, right: 200 };
    expect(measureColour(paint(white, [word, green!], [half, red!]), code).colour).toBeNull();
    expect(measureColour(paint(white, [{ ...word, right: 42 }, green!]), code)).toEqual({ colour: null, share: 0 });
  });
});
