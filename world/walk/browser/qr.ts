import { encode } from 'uqr';
import { svg } from './dom.ts';

/** Quiet zone of four modules (ISO/IEC 18004). */
const border = 4;

/** Draws a text as a QR code with error correction M, black on white whatever the page looks like. */
export function drawQr(text: string): SVGElement {
  const { data, size } = encode(text, { ecc: 'M', border });
  const rows = data.map((row, y) => rowPath(row, y)).join('');
  return svg(
    'svg',
    { viewBox: `0 0 ${size} ${size}`, class: 'qr', 'shape-rendering': 'crispEdges', role: 'img' },
    svg('rect', { width: size, height: size, fill: '#FFFFFF' }),
    svg('path', { d: rows, fill: '#000000' }),
  );
}

/** Runs of dark modules as flat rectangles. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    if (row[x] !== true) continue;
    const start = x;
    while (row[x + 1] === true) x++;
    path += `M${start} ${y}h${x + 1 - start}v1H${start}Z`;
  }
  return path;
}
