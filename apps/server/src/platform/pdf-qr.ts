import { encode } from 'uqr';
import type { Drawing } from './pdf.ts';

/** Draws a QR code of a text, correction M, with its lower left corner at a point; lengths in points. */
export function drawQr(drawing: Drawing, text: string, left: number, bottom: number, side: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const module = side / size;
  for (const [row, cells] of data.entries()) {
    for (const [column, dark] of cells.entries()) {
      const [x, y] = [left + column * module, bottom + side - (row + 1) * module];
      // A hair larger, so that no light shows between two.
      if (dark) drawing.rectangle(x, y, module + 0.2, module + 0.2, '#000000');
    }
  }
}
