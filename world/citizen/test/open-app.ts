import type { Browser, BrowserContext, Page } from 'playwright-core';
import { twoProvinces } from '../../provinces.ts';
import { openStoryWorld } from '../../stories/story-world.ts';
import { openBrowser } from '../../clients/browser.ts';
import { buildApp } from '../build.ts';

export interface OpenApp {
  readonly world: Awaited<ReturnType<typeof openStoryWorld>>;
  readonly browser: Browser;
  /** The app of a province on a phone of its own, as its node serves it. */
  phone(division: string, options?: PhoneOptions): Promise<Phone>;
  close(): Promise<void>;
}

export interface Look {
  readonly language?: 'zh-CN' | 'en-GB';
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
}

export interface PhoneOptions extends Look {
  /** What the app has kept on this phone from before. */
  readonly kept?: Readonly<Record<string, unknown>>;
}

export interface Phone {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests since the last look, `METHOD /path` each. */
  requests(): string[];
  /** What the page complained of: errors of its own, and of its console. */
  readonly complaints: readonly string[];
}

/** A world, and the citizen's app built from the sources and opened in a real browser. */
export async function openApp(): Promise<OpenApp> {
  await buildApp(['h5']);
  const [world, browser] = await Promise.all([openStoryWorld({ divisions: twoProvinces }), openBrowser()]);
  return {
    world,
    browser,
    async phone(division, { language = 'zh-CN', dark = false, width = 390, height = 844, kept } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        deviceScaleFactor: 2,
        locale: language,
        colorScheme: dark ? 'dark' : 'light',
      });
      if (kept !== undefined) {
        const text = JSON.stringify(JSON.stringify(kept));
        await context.addInitScript(
          `localStorage.getItem('tongxing.1') ?? localStorage.setItem('tongxing.1', ${text})`,
        );
      }
      const page = await context.newPage();
      let seen: string[] = [];
      const complaints: string[] = [];
      context.on('request', (request) => seen.push(`${request.method()} ${new URL(request.url()).pathname}`));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // What a node answers with is said on the page; the browser notes it as well.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text());
      });
      await page.goto(`${world.world.nodes[division]!.url}/app/`);
      const requests = () => {
        const before = seen;
        seen = [];
        return before;
      };
      return { page, context, requests, complaints };
    },
    async close() {
      await browser.close();
      await world.close();
    },
  };
}
