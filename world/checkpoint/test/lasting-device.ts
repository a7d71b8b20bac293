import type { Page } from 'playwright-core';
import { openLastingBrowser, type LastingBrowser } from '../../clients/browser.ts';

/** The camera of every test browser, which nobody has to allow. */
const camera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

/** A device is switched on, whose browser keeps what it keeps in a folder: opened again with the same one, it is the same device. */
export async function switchOn(folder: string): Promise<{ readonly browser: LastingBrowser; readonly page: Page }> {
  const browser = await openLastingBrowser(folder, camera);
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  page.setDefaultTimeout(30_000);
  return { browser, page };
}
