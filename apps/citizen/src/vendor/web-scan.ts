import { chooseFile } from './web-files';

/** Sides of the picture that is looked through, in pixels: a code that fills a photograph is read small, one in its corner large. */
const sides = [900, 1600];

/**
 * A photograph of a QR code, taken now or chosen, and its text; empty where no code is found in it. Undefined where the person chose none.
 * What reads it is fetched at the first picture.
 */
export async function readPhotograph(): Promise<string | undefined> {
  const file = await chooseFile('image/*');
  if (file === undefined) return undefined;
  const [picture, { default: decodeQr }] = await Promise.all([createImageBitmap(file), import('qr/decode.js')]);
  for (const side of sides) {
    try {
      return decodeQr(pixelsOf(picture, side));
    } catch {
      // The reader throws for a picture without a code: it is looked at once more, larger.
    }
  }
  return '';
}

function pixelsOf(picture: ImageBitmap, side: number): ImageData {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const drawing = canvas.getContext('2d');
  if (drawing === null) throw new Error('no canvas');
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return drawing.getImageData(0, 0, canvas.width, canvas.height);
}
