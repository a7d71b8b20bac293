import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Phone } from '../clients/phone.ts';
import { shanxi } from '../provinces.ts';
import { openBrowser, photograph } from '../clients/browser.ts';
import { examine as examineScreen, pictureOf } from './test/examine.ts';
import { typeLikeReader } from './test/in-page.ts';
import { linkFor, openGuard, openGuardWorld, type Guard, type GuardOptions } from './test/open-guard.ts';
import { settlePhone } from './test/people.ts';

/** As long as a venue's name may be. */
const venueName = '乌鲁木齐路社区阿布都热依木江虚拟农贸市场东南侧第二出入口(地下停车场人行通道)Farmers market';

const looks: readonly (readonly [string, GuardOptions])[] = [
  ['a phone in Chinese', {}],
  ['a phone in English, dark', { language: 'en-GB', dark: true }],
  ['a phone held across', { width: 800, height: 360 }],
  ['a phone at twice the size', { language: 'en-GB', width: 320, height: 512 }],
  ['a desktop, dark', { dark: true, width: 1280, height: 800 }],
  ['a desktop at 200 %', { width: 640, height: 400 }],
];

/** Where one can look at them afterwards. */
const pictures = process.env['TONGXING_PICTURES'] ?? (await mkdtemp(join(tmpdir(), 'tx-looks-')));

let story: Awaited<ReturnType<typeof openGuardWorld>>;
let browser: Browser;
let phone: Phone;

beforeAll(async () => {
  [story, browser] = await Promise.all([
    openGuardWorld(),
    openBrowser(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']),
  ]);
  const name = '阿布都热依木江·阿布都克热木';
  phone = await settlePhone(story, shanxi, { seed: 74_001, division: '140105' }, name);
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await story?.close();
  if (process.env['TONGXING_PICTURES'] === undefined) await rm(pictures, { recursive: true });
}, 60_000);

describe.for(looks)('what a guard sees on %s', ([name, look]) => {
  test('is drawn whole, fits, is large enough for gloves, and axe finds nothing that keeps anybody out', async () => {
    const guard = await openGuard(browser, look);
    const { page } = guard;
    const zh = look.language !== 'en-GB';
    const press = (chinese: string, english: string) =>
      page.getByRole('button', { name: zh ? chinese : english, exact: true }).click();
    const examine = (screen: string) => examineScreen(guard, screen, pictureOf(pictures, name));
    await page.goto(`${story.world.nodes[shanxi]!.url}/guard/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await examine('enrolling');
    await page.goto('about:blank');
    await page.goto(
      await linkFor(story.world.nodes[shanxi]!, {
        name: venueName.slice(0, 60),
        placeType: 'mall',
        division: '140105',
      }),
    );
    await page.locator('.hint').waitFor();
    await examine('scanning');
    await typeLikeReader(page, await phone.show());
    await page.locator('.compare').waitFor();
    await examine('document');
    await press('相符', 'The same');
    await examine('temperature');
    await press('36.5 ℃', '36.5 ℃');
    await page.locator('.word').waitFor();
    await examine('pass');
    expect.soft(await share(page, [10, 125, 62])).toBeGreaterThan(0.5);
    await press('下一位', 'Next');
    await typeLikeReader(page, `TX1:${'0123456789ABCDEF'.repeat(9)}`);
    await page.locator('.word').waitFor();
    await examine('stop');
    expect.soft(await share(page, [192, 38, 28])).toBeGreaterThan(0.5);
    await press('下一位', 'Next');
    await press('没有码', 'No code');
    await page.locator('.word').waitFor();
    await examine('cannot-tell');
    await press('按年龄免查', 'Exempt by age');
    await examine('exempt');
    await press('返回', 'Back');
    await press('人工登记', 'Register by hand');
    await examine('registering');
    await press('返回', 'Back');
    await press('记录纸质核酸报告', 'A test on paper');
    await examine('paper-test');
    await press('下一位', 'Next');
    await press('一家人', 'Family');
    await typeLikeReader(page, await phone.show());
    await page.locator('.member').waitFor();
    await press('加一位没有码的', 'Add one without a code');
    await examine('gathering');
    await press('都扫完了', 'All are scanned');
    await press('不符', 'Not the same');
    await page.locator('.member-verdict').first().waitFor();
    await examine('family');
    await press('下一批', 'Next');
    await press('更多', 'More');
    await examine('more');
    await press('在门口显示场所码', 'Show the place code at the door');
    await guard.page.locator('.place .qr').waitFor();
    await examine('place code');
    expect(guard.complaints).toEqual([]);
    await guard.context.close();
  });
});

/** How much of the screen is of a colour, 0 to 1. */
async function share(page: Guard['page'], [red, green, blue]: readonly [number, number, number]): Promise<number> {
  const { data } = await photograph(browser, page, 'body');
  let times = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) times += 1;
  return (times * 4) / data.length;
}
