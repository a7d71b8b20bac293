import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Picture } from './qr.ts';

const executablePath = '/usr/bin/chromium';
const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

/**
 * @param more arguments of Chromium
 * @throws Error when Debian's Chromium is not there: what needs a browser fails without one
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  if (!existsSync(executablePath))
    throw new Error(`Chromium is missing: install Debian's package so that ${executablePath} exists`);
  return chromium.launch({ executablePath, args: [...args, ...more] });
}

/** The pixels of a part of a page, as a camera would have them. */
export async function photograph(browser: Browser, page: Page, selector: string): Promise<Picture> {
  const png = await page.locator(selector).screenshot();
  const darkroom = await browser.newPage();
  try {
    const { width, height, pixels } = await darkroom.evaluate<Developed>(`(${develop})('${png.toString('base64')}')`);
    return { width, height, data: new Uint8ClampedArray(Buffer.from(pixels, 'base64')), version: 0 };
  } finally {
    await darkroom.close();
  }
}

interface Developed {
  readonly width: number;
  readonly height: number;
  readonly pixels: string;
}

/** Runs in the browser, which knows how to read PNG. */
const develop = `async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const drawing = canvas.getContext('2d');
  drawing.drawImage(image, 0, 0);
  const { data } = drawing.getImageData(0, 0, image.width, image.height);
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return { width: image.width, height: image.height, pixels: btoa(text) };
}`;
