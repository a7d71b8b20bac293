import { join } from 'node:path';
import { expect } from 'vitest';
import { missingGlyphs } from '../../citizen/test/glyphs.ts';
import { overflow, violations } from '../../clients/violations.ts';
import type { Guard } from './open-guard.ts';

/** Where something to press or to type into is smaller than a gloved finger needs. */
const tooSmall = ({ page }: Guard) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('button, input:not(.sr), label.button')]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 59.5)
    .map((each) => each.outerHTML.slice(0, 80))`);

/** Looks at a screen as it stands, whole and for everybody. @param picture where one can look at it afterwards, without its ending */
export async function examine(guard: Guard, screen: string, picture: string): Promise<void> {
  const { page } = guard;
  expect.soft(await overflow(page), `${screen} is as wide as the screen`).toBe(0);
  expect.soft(await missingGlyphs(page), `${screen} has characters that nothing can draw`).toEqual([]);
  expect.soft(await tooSmall(guard), screen).toEqual([]);
  expect.soft(await violations(page), screen).toEqual([]);
  await page.screenshot({ path: `${picture}-${screen}.png` });
}

/** Where the pictures of a look go. @param name of the look */
export function pictureOf(folder: string, name: string): string {
  return join(folder, name.replaceAll(/\W+/g, '-'));
}
