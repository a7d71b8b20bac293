import { buildCheckpointApp } from '@tongxing/checkpoint/build';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { enrolmentLink, makeEnrolment, type Venue } from '../../clients/enrolment.ts';
import { twoProvinces } from '../../provinces.ts';
import { openStoryWorld } from '../../stories/story-world.ts';
import type { StoryWorld } from '../../stories/story.ts';
import type { WorldNode } from '../../world.ts';

/** A world that serves the checkpoint app as it was built just now. */
export async function openGuardWorld(divisions = twoProvinces): Promise<StoryWorld & { close(): Promise<void> }> {
  const [world] = await Promise.all([openStoryWorld({ divisions }), buildCheckpointApp()]);
  return world;
}

/** The address that an administrator gives out for one device of a venue. */
export async function linkFor({ url, admin }: WorldNode, venue: Venue): Promise<string> {
  return enrolmentLink(url, await makeEnrolment(url, admin, venue));
}

export interface Guard {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of: errors of its own, and of its console. */
  readonly complaints: readonly string[];
}

export interface GuardOptions {
  readonly language?: 'zh-CN' | 'en-GB';
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** A device of its own with nothing on it. */
export async function openGuard(browser: Browser, options: GuardOptions = {}): Promise<Guard> {
  const { language = 'zh-CN', dark = false, width = 360, height = 800 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    permissions: ['camera'],
  });
  await context.addInitScript(patient);
  return watch(context, await context.newPage());
}

/**
 * A guard waits for a third of a second, and a request for some; no test is timed, unless it sets `isPatient` to false. A node that is
 * gone is noticed at once all the same.
 */
const patient = `(() => {
  globalThis.isPatient = true;
  const [soon, timeout] = [setTimeout, AbortSignal.timeout.bind(AbortSignal)];
  AbortSignal.timeout = (milliseconds) => timeout(Math.max(milliseconds, 60_000));
  globalThis.setTimeout = (work, milliseconds) => soon(work, isPatient && milliseconds === 300 ? 60_000 : milliseconds);
})()`;

export function watch(context: BrowserContext, page: Page): Guard {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // What a node answers with, or that it does not, is said on the page; the browser notes it as well.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return { page, context, complaints };
}
