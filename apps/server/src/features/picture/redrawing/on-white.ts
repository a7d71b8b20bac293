import type { Pixels } from '../reading/pixels.ts';

/** A picture as it looks on paper: a JPEG has no opacity, and what shone through would come out black. */
export function onWhite(pixels: Pixels): Pixels {
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    const opacity = data[at + 3]! / 255;
    if (opacity === 1) continue;
    for (let colour = at; colour < at + 3; colour++) data[colour] = data[colour]! * opacity + 255 * (1 - opacity);
    data[at + 3] = 255;
  }
  return pixels;
}
