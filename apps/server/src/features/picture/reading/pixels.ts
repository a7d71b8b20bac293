/** A decoded picture: red, green, blue, opacity, a byte each, row by row. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, in pixels; `right` and `bottom` are the first column and row outside. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const wholeOf = ({ width, height }: Pixels): Box => ({ left: 0, top: 0, right: width, bottom: height });

/** A box cut to the picture, larger by so many pixels on each side. */
export function grown({ width, height }: Pixels, box: Box, by: number): Box {
  return {
    left: Math.max(0, Math.floor(box.left - by)),
    top: Math.max(0, Math.floor(box.top - by)),
    right: Math.min(width, Math.ceil(box.right + by)),
    bottom: Math.min(height, Math.ceil(box.bottom + by)),
  };
}

/** Brightness as ITU-R BT.601 weighs it, 0 to 255. */
export function brightness({ data }: Pixels, at: number): number {
  return 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
}

/** A part of a picture in grey, `scale` times as large (at most 1), each pixel the mean of those it stands for. */
export function inGrey(pixels: Pixels, box: Box, scale: number): Pixels {
  const [width, height] = [box.right - box.left, box.bottom - box.top].map((side) =>
    Math.max(1, Math.round(side * scale)),
  );
  const data = new Uint8ClampedArray(width! * height! * 4).fill(255);
  const reach = Math.max(1, Math.round(1 / scale));
  for (let y = 0; y < height!; y++) {
    for (let x = 0; x < width!; x++) {
      const [left, top] = [box.left + Math.floor(x / scale), box.top + Math.floor(y / scale)];
      const mean = meanOf(pixels, { left, top, right: left + reach, bottom: top + reach });
      data.fill(mean, (y * width! + x) * 4, (y * width! + x) * 4 + 3);
    }
  }
  return { data, width: width!, height: height! };
}

/** The mean brightness of a box; what lies outside the picture does not count. */
export function meanOf(pixels: Pixels, box: Box): number {
  const [right, bottom] = [Math.min(box.right, pixels.width), Math.min(box.bottom, pixels.height)];
  let sum = 0;
  for (let y = box.top; y < bottom; y++) {
    for (let x = box.left; x < right; x++) sum += brightness(pixels, (y * pixels.width + x) * 4);
  }
  const count = (right - box.left) * (bottom - box.top);
  return count > 0 ? sum / count : 255;
}
