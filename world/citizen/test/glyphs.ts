import type { Page } from 'playwright-core';

/**
 * The characters on a page for which no font of this machine has a picture: each is drawn, and compared with one that no font has.
 * @returns each character once, with its code point
 */
export async function missingGlyphs(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${find})()`);
}

/** Runs in the browser. U+0378 is assigned to nothing. */
const find = `() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 48, height: 48 });
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  drawing.font = '32px ' + getComputedStyle(document.body).fontFamily;
  const pictureOf = (character) => {
    drawing.clearRect(0, 0, 48, 48);
    drawing.fillText(character, 4, 38);
    return drawing.getImageData(0, 0, 48, 48).data.join();
  };
  const missing = pictureOf('\\u0378');
  if (/^[0,]*$/.test(missing)) throw new Error('a missing character looks like nothing here');
  const characters = new Set(document.body.innerText.replace(/\\s/g, ''));
  return [...characters].filter((character) => pictureOf(character) === missing)
    .map((character) => character + ' U+' + character.codePointAt(0).toString(16).toUpperCase());
}`;
