import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { renderSVG } from 'uqr';
import { openBrowser } from '../../clients/browser.ts';

/** What a checkpoint's camera delivers: 720p. */
const sight = { width: 1280, height: 720 };
/** Chromium plays a file of pictures at 30 a second; each scene is to be seen for a second. */
const framesOfScene = 30;

/** What stands before the camera, as HTML. */
export type Scene = string;

/** A phone that shows a code, held in some way. @param css how it is held, and in what light */
export function held(text: string, css = ''): Scene {
  return `<div style="width: 560px; background: #fff; padding: 8px; ${css}">${qr(text)}</div>`;
}

export function qr(text: string): string {
  return renderSVG(text, { ecc: 'M', border: 4 });
}

export interface Film {
  readonly file: string;
  remove(): Promise<void>;
}

/** Films the scenes one after the other, as Motion JPEG that a browser plays in a circle. */
export async function film(scenes: readonly Scene[]): Promise<Film> {
  const folder = await mkdtemp(join(tmpdir(), 'tx-film-'));
  const file = join(folder, 'film.mjpeg');
  const studio = await openBrowser();
  try {
    const frames: Buffer[] = [];
    for (const scene of scenes) {
      const frame = await photographed(studio, scene);
      for (let n = 0; n < framesOfScene; n += 1) frames.push(frame);
    }
    await writeFile(file, Buffer.concat(frames));
  } finally {
    await studio.close();
  }
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** One scene as a file. */
export async function photographed(studio: Browser, scene: Scene, type: 'jpeg' | 'png' = 'jpeg'): Promise<Buffer> {
  const page = await studio.newPage({ viewport: sight });
  try {
    await page.setContent(
      `<style>svg { display: block; width: 100% }</style>
       <body style="margin: 0; height: 720px; background: #6b6f5f; overflow: hidden; display: grid; place-items: center; grid-auto-flow: column">${scene}</body>`,
    );
    return await page.screenshot(type === 'png' ? { type } : { type, quality: 70 });
  } finally {
    await page.close();
  }
}

/** A browser whose camera sees the film. */
export function openBrowserWithCamera({ file }: Film): Promise<Browser> {
  return openBrowser([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ]);
}
