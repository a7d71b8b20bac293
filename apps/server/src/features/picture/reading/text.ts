import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { createOCREngine, type OCREngine } from 'tesseract-wasm';
import { colourAt } from './colour.ts';
import { type Box, grown, inGrey, type Pixels, wholeOf } from './pixels.ts';

const { resolve } = createRequire(import.meta.url);

/** Tesseract with the Chinese model, both from installed packages. */
export async function loadTextReader(): Promise<OCREngine> {
  const program = await readFile(new URL('./tesseract-core.wasm', import.meta.resolve('tesseract-wasm')));
  const model = await readFile(resolve('@tesseract.js-data/chi_sim/4.0.0_best_int/chi_sim.traineddata.gz'));
  const engine = await createOCREngine({ wasmBinary: program });
  engine.loadModel(gunzipSync(model));
  return engine;
}

/** Letters of a phone's page are read well at this width; wider pictures only take longer. */
const readingWidth = 1080;
/** A large word is read best at this height. */
const wordHeight = 90;
const mostWords = 4;
/** Tesseract's own certainty, 0 to 1, below which a line is rather drawn than written. */
const leastCertain = 0.5;

/**
 * The lines of text in a picture, without spaces, top to bottom: first the page with the codes painted over, which are read by another
 * reader and cost this one most of its time; then the painted areas one by one, since a word in a box is taken for a drawing of the page.
 */
export function readText(engine: OCREngine, pixels: Pixels, codes: readonly Box[]): string[] {
  const plain = without(pixels, codes);
  const areas = paintedAreas(plain).map((box) => inGrey(plain, box, Math.min(1, wordHeight / (box.bottom - box.top))));
  const page = inGrey(plain, wholeOf(plain), Math.min(1, readingWidth / plain.width));
  return [page, ...areas].flatMap((part) => linesIn(engine, part));
}

function linesIn(engine: OCREngine, part: Pixels): string[] {
  engine.loadImage(part);
  try {
    return engine
      .getTextBoxes('line')
      .filter(({ confidence }) => confidence >= leastCertain)
      .map(({ text }) => text.replaceAll(/\s+/g, ''))
      .filter((line) => line !== '');
  } finally {
    engine.clearImage();
  }
}

function without(pixels: Pixels, codes: readonly Box[]): Pixels {
  const data = new Uint8ClampedArray(pixels.data);
  for (const code of codes) {
    const { left, top, right, bottom } = grown(pixels, code, 4);
    for (let y = top; y < bottom; y++) data.fill(255, (y * pixels.width + left) * 4, (y * pixels.width + right) * 4);
  }
  return { ...pixels, data };
}

/** Of a row, which share has to be painted for the row to belong to an area; and for the row to be the edge of a box. */
const [leastOfRow, leastOfEdge] = [0.004, 0.5];

/**
 * Where words may stand in colour: runs of rows in which something is painted green, yellow or red, as high as a word can be. Of a box its
 * inside, since the edge makes a drawing of it; of a bare word a little more than the word.
 */
function paintedAreas(pixels: Pixels): Box[] {
  const areas: Box[] = [];
  let area: Box | undefined;
  for (let y = 0; y <= pixels.height; y++) {
    const row = y < pixels.height ? paintedIn(pixels, y) : undefined;
    if (row !== undefined) area = joined(area, row);
    else if (area !== undefined) {
      areas.push(area);
      area = undefined;
    }
  }
  const [least, most] = [pixels.width / 40, pixels.width / 2];
  return areas
    .filter(({ top, bottom }) => bottom - top >= least && bottom - top <= most)
    .slice(0, mostWords)
    .map((found) => grown(pixels, found, (found.bottom - found.top) * (isBox(pixels, found) ? -0.08 : 0.3)));
}

/** The painted part of a row; undefined where hardly anything is. */
function paintedIn(pixels: Pixels, y: number): Box | undefined {
  let [left, right, painted] = [pixels.width, 0, 0];
  for (let x = 0; x < pixels.width; x += 2) {
    if (colourAt(pixels, (y * pixels.width + x) * 4) === undefined) continue;
    painted += 2;
    left = Math.min(left, x);
    right = x + 2;
  }
  return painted < pixels.width * leastOfRow ? undefined : { left, top: y, right, bottom: y + 1 };
}

function joined(area: Box | undefined, row: Box): Box {
  if (area === undefined) return row;
  return { ...area, left: Math.min(area.left, row.left), right: Math.max(area.right, row.right), bottom: row.bottom };
}

/** An outline or a filled box has a row near its top that is painted nearly all along. */
function isBox(pixels: Pixels, { left, top, right, bottom }: Box): boolean {
  const edge = Math.min(bottom, top + 8);
  for (let y = top; y < edge; y++) {
    let painted = 0;
    for (let x = left; x < right; x += 2) {
      if (colourAt(pixels, (y * pixels.width + x) * 4) !== undefined) painted += 2;
    }
    if (painted >= (right - left) * leastOfEdge) return true;
  }
  return false;
}
