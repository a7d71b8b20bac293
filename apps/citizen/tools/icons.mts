import { deflateSync, crc32 } from 'node:zlib';

/** Four samples a side for each point: edges are smooth. */
const samples = 4;
const blue = [0x0b, 0x5c, 0xad] as const;
const white = [0xff, 0xff, 0xff] as const;

/**
 * The icon of the app as a PNG (RFC 2083), drawn rather than stored: the three corners of a QR code and a tick, white on blue, within the
 * middle 80 % that every shape of icon leaves whole (W3C Web App Manifest, "maskable").
 */
export function iconPng(side: number): Buffer {
  const row = 1 + side * 3;
  const pixels = Buffer.alloc(row * side);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const part = coverage(x, y, side);
      for (let channel = 0; channel < 3; channel += 1) {
        const value = (blue[channel] as number) + ((white[channel] as number) - (blue[channel] as number)) * part;
        pixels[y * row + 1 + x * 3 + channel] = Math.round(value);
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels, { level: 9 })), chunk('IEND')]);
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** How much of a point is white. */
function coverage(x: number, y: number, side: number): number {
  let hits = 0;
  for (let down = 0; down < samples; down += 1) {
    for (let right = 0; right < samples; right += 1) {
      const at = (place: number, step: number) => ((place + (step + 0.5) / samples) / side) * 100;
      if (isWhite(at(x, right), at(y, down))) hits += 1;
    }
  }
  return hits / samples ** 2;
}

/** On a square of 100 by 100. */
function isWhite(x: number, y: number): boolean {
  const corners = [
    [22, 22],
    [54, 22],
    [22, 54],
  ] as const;
  if (corners.some(([left, top]) => isFinder(x - left, y - top))) return true;
  return isNear(x, y, [56, 67], [64, 75]) || isNear(x, y, [64, 75], [78, 58]);
}

/** A frame of 24 by 24 with a square in it. */
function isFinder(x: number, y: number): boolean {
  const within = (inset: number) => x >= inset && y >= inset && x < 24 - inset && y < 24 - inset;
  return (within(0) && !within(4)) || within(8);
}

type Point = readonly [x: number, y: number];

/** Within a stroke of 6 around a line. */
function isNear(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): boolean {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy) <= 3;
}
