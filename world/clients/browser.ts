import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Picture } from './qr.ts';

const executablePath = '/usr/bin/chromium';
const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

/**
 * @param more arguments of Chromium
 * @throws Error when Debian's Chromium is not there: what needs a browser fails without one
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  requireChromium();
  return chromium.launch({ executablePath, args: [...args, ...more] });
}

/** A browser that keeps what its pages keep, as on somebody's device, whatever ends it. */
export interface LastingBrowser {
  readonly context: BrowserContext;
  /** Ends it as a battery does that is empty: at once, with nothing said to any page. */
  kill(): Promise<void>;
}

/**
 * @param folder of its profile: opened again with the same one, it is the same device
 * @throws Error when Debian's Chromium is not there
 */
export async function openLastingBrowser(folder: string, more: readonly string[] = []): Promise<LastingBrowser> {
  requireChromium();
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    args: [...args, ...more],
    locale: 'zh-CN',
  });
  return {
    context,
    async kill() {
      const closed = new Promise((resolve) => context.once('close', resolve));
      process.kill(await mainProcessOf(folder), 'SIGKILL');
      await closed;
    },
  };
}

/** The process that was started with the profile; those it has started itself have a type. */
async function mainProcessOf(folder: string): Promise<number> {
  for (const pid of await readdir('/proc')) {
    const line = /^\d+$/.test(pid) ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') : '';
    if (line.includes(`--user-data-dir=${folder}\0`) && !line.includes('--type=')) return Number(pid);
  }
  throw new Error(`no browser has the profile ${folder}`);
}

function requireChromium(): void {
  if (!existsSync(executablePath))
    throw new Error(`Chromium is missing: install Debian's package so that ${executablePath} exists`);
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
