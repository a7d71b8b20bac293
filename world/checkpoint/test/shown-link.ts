import { buildCheckpointApp } from '@tongxing/checkpoint/build';
import type { schemas } from '@tongxing/contract';
import type { Browser } from 'playwright-core';
import { photograph } from '../../clients/browser.ts';
import { readQr } from '../../clients/qr.ts';
import type { WorldNode } from '../../world.ts';
import { typeLikeReader } from './in-page.ts';
import { linkFor, openGuard } from './open-guard.ts';

/**
 * What a guard shows somebody with another province's code, at a door that a release lets take none of them: the address in the QR code on
 * the screen, read off it. The device judges by itself: no release is in force at the node.
 */
export async function shownToForeignCode(
  browser: Browser,
  node: WorldNode,
  division: string,
  code: string,
): Promise<string> {
  await buildCheckpointApp();
  const { page, context } = await openGuard(browser);
  await page.route('**/checkpoint/profile', async (route) => {
    const response = await route.fetch();
    const profile = (await response.json()) as schemas.CheckpointProfile;
    await route.fulfill({ response, json: { ...profile, rules: { ...profile.rules, foreignGreen: 'cannot-tell' } } });
  });
  await page.route('**/code-verification', (route) => route.abort());
  await page.goto(await linkFor(node, { name: '虚拟火车站', placeType: 'railway-station', division }));
  await page.locator('.hint').waitFor();
  await typeLikeReader(page, code);
  await page.getByText('请对方点一次「转码」').waitFor();
  const text = await readQr(await photograph(browser, page, '.change .qr'));
  await context.close();
  if (text === undefined) throw new Error('nothing can be read off the screen of the guard');
  return text;
}
