import type { Box, Pixels } from './pixels.ts';
import { grown } from './pixels.ts';

/** The colours a code page can be painted in. Pending is grey, and grey is also everything else. */
export type PaintedColour = 'green' | 'yellow' | 'red';

export interface MeasuredColour {
  /** Null where nothing is painted, or nothing prevails. */
  readonly colour: PaintedColour | null;
  /** Which share of what is painted has that colour, 0 to 1. */
  readonly share: number;
}

/** Hues in degrees as the tones of health codes lie, with room for what a JPEG makes of them. */
const hues: readonly { readonly colour: PaintedColour; readonly from: number; readonly to: number }[] = [
  { colour: 'red', from: -18, to: 16 },
  { colour: 'yellow', from: 30, to: 62 },
  { colour: 'green', from: 85, to: 168 },
];

/** Below these nobody sees a colour: HSV saturation and value, 0 to 1. */
const [leastSaturation, leastValue] = [0.35, 0.25];
/** Every so many pixels are looked at, along each side. */
const stride = 2;
/** Below this share of what was looked at, a colour is an accident: an icon, a battery, a link. */
const leastPainted = 0.004;
/** Below this share of what is painted, no colour prevails. */
const leastShare = 0.7;

/**
 * The colour of a code page: around and in its QR code and as far below as the code is high, where codes show their colour and its word.
 * What stands above, such as the province's own colour, does not count. Without a code, the lower seven eighths of the picture.
 */
export function measureColour(pixels: Pixels, code: Box | undefined): MeasuredColour {
  const looked = code === undefined ? withoutTop(pixels) : aroundCode(pixels, code);
  const counts = { green: 0, yellow: 0, red: 0 };
  let seen = 0;
  for (let y = looked.top; y < looked.bottom; y += stride) {
    for (let x = looked.left; x < looked.right; x += stride) {
      seen++;
      const colour = colourAt(pixels, (y * pixels.width + x) * 4);
      if (colour !== undefined) counts[colour]++;
    }
  }
  const painted = counts.green + counts.yellow + counts.red;
  if (painted < seen * leastPainted) return { colour: null, share: 0 };
  const [colour, count] = Object.entries(counts).toSorted(([, a], [, b]) => b - a)[0] as [PaintedColour, number];
  const share = count / painted;
  return { colour: share < leastShare ? null : colour, share };
}

function withoutTop({ width, height }: Pixels): Box {
  return { left: 0, top: Math.floor(height / 8), right: width, bottom: height };
}

function aroundCode(pixels: Pixels, code: Box): Box {
  const size = code.bottom - code.top;
  return grown(pixels, { ...code, bottom: code.bottom + size }, size * 0.12);
}

/** What one pixel is painted in; undefined for grey, black, white, and every other hue. */
export function colourAt({ data }: Pixels, at: number): PaintedColour | undefined {
  const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const spread = most - least;
  if (most < leastValue * 255 || spread < leastSaturation * most) return undefined;
  const hue = hueOf(red, green, blue, most, spread);
  return hues.find(({ from, to }) => hue >= from && hue <= to)?.colour;
}

/** −60 to 300 degrees. */
function hueOf(red: number, green: number, blue: number, most: number, spread: number): number {
  if (most === red) return (60 * (green - blue)) / spread;
  if (most === green) return 60 * ((blue - red) / spread + 2);
  return 60 * ((red - green) / spread + 4);
}
