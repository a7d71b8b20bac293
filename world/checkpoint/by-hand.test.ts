import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../clients/browser.ts';
import { machineClock, type Phone } from '../clients/phone.ts';
import { shanxi } from '../provinces.ts';
import { overflow, violations } from '../clients/violations.ts';
import type { WorldNode } from '../world.ts';
import { held, photographed } from './test/film.ts';
import { countScreenLocks, dumpDatabase, focused, noteTelling, takeTold, typeLikeReader } from './test/in-page.ts';
import { linkFor, openGuard, openGuardWorld, type Guard } from './test/open-guard.ts';
import { settlePhone } from './test/people.ts';

const market = { name: '虚拟超市北门', placeType: 'supermarket', division: '140105' } as const;
/** Where one can look at them afterwards. */
const pictures = process.env['TONGXING_PICTURES'] ?? (await mkdtemp(join(tmpdir(), 'tx-by-hand-')));

let story: Awaited<ReturnType<typeof openGuardWorld>>;
let browser: Browser;
let node: WorldNode;
let phone: Phone;
let guard: Guard;

beforeAll(async () => {
  [story, browser] = await Promise.all([
    openGuardWorld(),
    openBrowser(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']),
  ]);
  node = story.world.nodes[shanxi]!;
  [guard, phone] = await Promise.all([
    openGuard(browser),
    settlePhone(story, shanxi, { seed: 76_001, division: '140105' }),
  ]);
  for (const script of [countScreenLocks, noteTelling]) await guard.context.addInitScript(script);
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await story?.close();
  if (process.env['TONGXING_PICTURES'] === undefined) await rm(pictures, { recursive: true });
}, 60_000);

const press = (name: string) => guard.page.getByRole('button', { name, exact: true }).click();
const says = (text: string | RegExp) => guard.page.getByText(text).first().waitFor();
const verdict = () => guard.page.locator('.word').textContent();

interface RootsFile {
  readonly threshold: number;
  readonly roots: readonly { readonly kid: string }[];
}

describe('a device that is being enrolled', () => {
  let link: string;
  let asked = 0;
  beforeAll(async () => {
    link = await linkFor(node, market);
    guard.page.on('request', (request) => (asked += request.url().endsWith('/checkpoint/devices') ? 1 : 0));
  });

  /** What is kept afterwards, beside the keys that every device has made for itself. */
  const keptOf = async (address: string, words: RegExp) => {
    await guard.page.goto('about:blank');
    await guard.page.goto(address);
    await says(words);
    return (await dumpDatabase(guard.page)).filter((row) => !row.startsWith('keys'));
  };

  test.for<[string, (file: RootsFile) => RootsFile]>([
    ['a threshold that was lowered', (file) => ({ ...file, threshold: 1 })],
    [
      'another key',
      ({ threshold, roots: [first, ...rest] }) => ({ threshold, roots: [{ ...first!, kid: '00ff' }, ...rest] }),
    ],
  ])('takes no root keys but those that its administrator meant: not with %s', async ([, replace]) => {
    await guard.page.route('**/guard/roots.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: replace((await response.json()) as RootsFile) });
    });
    const words = /^服务器的根密钥与登记码上写的不一致.*什么都没有保留/;
    expect([await keptOf(link, words), asked]).toEqual([[], 0]);
    await guard.page.unroute('**/guard/roots.json');
  });

  test('takes no link that names none, and then the whole one, which was not used up', async () => {
    expect([await keptOf(link.replace(/\.[^.]*$/, ''), /^这不是完整的登记码/), asked]).toEqual([[], 0]);
    await guard.page.goto('about:blank');
    await guard.page.goto(link);
    await says('对准健康码');
    expect(asked).toBe(1);
  });

  test('keeps its screen on while it looks, and again once it is looked at again', async () => {
    const locks = () => guard.page.evaluate<{ held: number; taken: number }>('screenLocks.counts()');
    await expect.poll(locks).toEqual({ held: 1, taken: 1 });
    await guard.page.evaluate('screenLocks.turnAway()');
    await expect.poll(locks).toEqual({ held: 0, taken: 1 });
    await guard.page.evaluate('screenLocks.turnBack()');
    await expect.poll(locks).toEqual({ held: 1, taken: 2 });
    expect(await guard.page.evaluate(`document.featurePolicy.allowsFeature('screen-wake-lock')`)).toBe(true);
  });
});

describe('a check', () => {
  test('is done with the keyboard alone, which is seen and goes down the screen', async () => {
    const { keyboard } = guard.page;
    // A handheld scanner is a keyboard: neither the spaces nor the Enter of what it types press the button that has the focus.
    expect(await typeLikeReader(guard.page, await textWithSpace())).toEqual([' ', 'Enter']);
    await says('绿码');
    const passed: string[] = [];
    const tabTo = async (name: string) => {
      for (let n = 0; n < 12 && passed.at(-1) !== name; n += 1) {
        await keyboard.press('Tab');
        const at = await focused(guard.page);
        passed.push(at.name);
        expect.soft(at.isSeen, `${at.name} shows that it has the keyboard`).toBe(true);
      }
    };
    await tabTo('相符');
    await keyboard.press('Enter');
    await says('请测体温。请对方稍停。');
    await tabTo('36');
    await keyboard.press('ArrowRight');
    await guard.page.getByRole('button', { name: '37.3 ℃,发热' }).waitFor();
    await keyboard.press('ArrowLeft');
    await tabTo('36.1 ℃');
    await keyboard.press('Space');
    await says('服务器刚刚回答');
    expect(await verdict()).toBe('通过');
    await tabTo('下一位');
    // What it covers is not reached behind it.
    await keyboard.press('Shift+Tab');
    expect((await focused(guard.page)).name).not.toBe('更多');
    await guard.page.getByRole('button', { name: '下一位', exact: true }).focus();
    await keyboard.press('Enter');
    await says('对准健康码');
    expect(passed).toEqual(['证件号末四位', '相符', '36', '36.0 ℃', '36.1 ℃', '下一位']);
  });

  /** Codes are written in base45 (RFC 9285), which has a space. */
  async function textWithSpace(): Promise<string> {
    for (let at = machineClock(); ; at -= 1) {
      const text = await phone.show(at);
      if (text.includes(' ')) return text;
    }
  }

  test('begins with a picture of a code, and says what a picture lacks', async () => {
    const upload = async (scene: string) => {
      const buffer = await photographed(browser, scene, 'png');
      await guard.page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
    };
    const [code, another] = [await phone.show(), await phone.show(machineClock() - 1)];
    await upload('<p style="font-size: 90px">绿码</p>');
    await says('图片里没有找到健康码。请换一张清楚的图片。');
    await upload(held(code, 'width: 500px') + held(another, 'width: 500px'));
    await says('图片里有两个健康码。请换一张只有一个码的图片。');
    await upload(held(code));
    await says('绿码');
    await press('相符');
    await press('36.5 ℃');
    expect(await verdict()).toBe('通过');
    await press('下一位');
  });

  const languages = {
    中文: { locale: 'zh-CN', words: [/^请核对证件/, /^请测体温/, '通过。请通行。', /^停。请/, /^无法判断。改按证件/] },
    English: {
      locale: 'en-GB',
      words: [/^Compare person/, /^Take the temp/, 'Pass. They may pass.', /^Stop\. [A-Z]/, /^Cannot tell\. [A-Z]/],
    },
  } as const;

  test.for(['中文', 'English'] as const)('is told by voice, and its verdict by vibration, in %s', async (language) => {
    await choose(language);
    await threeVerdicts();
    const { spoken, buzzes } = await takeTold(guard.page);
    const { locale, words } = languages[language];
    expect(spoken).toEqual(
      words.map((each) => ({ language: locale, words: typeof each === 'string' ? each : expect.stringMatching(each) })),
    );
    // Short for who may go on, long for who may not, and something else for who has to wait; a step is not felt.
    const [pass, stop, open] = buzzes;
    expect(buzzes.length).toBe(3);
    expect(sum(pass!)).toBeLessThan(200);
    expect(sum(stop!)).toBeGreaterThan(600);
    expect(open!.length).toBeGreaterThan(stop!.length);
  });

  test('is told by neither where the guard does not want it', async () => {
    await choose('Voice', 'Vibration', '中文');
    await threeVerdicts();
    expect(await takeTold(guard.page)).toEqual({ spoken: [], buzzes: [] });
  });

  /** Presses what is named on the screen behind the last button, and comes back. */
  async function choose(...names: string[]): Promise<void> {
    await guard.page.locator('.bar .button').last().click();
    for (const name of names) await press(name);
    await guard.page.locator('.more .main').click();
    await takeTold(guard.page);
  }

  /** One who passes, one who is stopped and one who cannot be told about, each found by their place on the screen. */
  async function threeVerdicts(): Promise<void> {
    const next = () => guard.page.locator('.verdict .next').click();
    await typeLikeReader(guard.page, await phone.show());
    await guard.page.locator('.choice-good').click();
    await press('36.5 ℃');
    await next();
    await typeLikeReader(guard.page, `TX1:${'0123456789ABCDEF'.repeat(9)}`);
    await next();
    await guard.page.locator('.bar .button').first().click();
    await next();
  }
});

describe('a door whose node is silent', () => {
  const minute = 60_000;
  let english: Guard;
  beforeAll(async () => {
    english = await openGuard(browser, { language: 'en-GB', dark: true, width: 1280 });
    // A browser without such a lock goes on without it.
    await english.context.addInitScript(`Object.defineProperty(navigator, 'wakeLock', { value: undefined })`);
    await english.page.clock.install();
    await english.page.goto(await linkFor(node, market));
    await english.page.getByText('Point at the health code').waitFor();
    await english.page.reload();
    await english.page.getByText(/^Online/).waitFor();
  });

  test('was asked for a sign of life before its silence could count, and for no lists', async () => {
    const { fallback } = await shanxiProfile();
    const requests: string[] = [];
    english.page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    const answered = english.page.waitForResponse((response) => response.url().endsWith('/checkpoint/profile'));
    await english.page.clock.fastForward((fallback.afterMinutes / 2) * minute);
    expect((await answered).status()).toBe(200);
    expect(requests.filter((path) => !path.startsWith('/guard/'))).toEqual(['/checkpoint/profile']);
  });

  test.for([
    ['中文', '系统中断办法已启动,至 ', '系统中断办法已启动:凭证件通行。请对方出示证件。'],
    [
      'English',
      'The order for when the system is down applies until ',
      'The order for when the system is down applies: the document counts. Ask for it.',
    ],
  ] as const)(
    'says after its minutes what applies, until when and by what paper, and goes by it, in %s [W09]',
    async ([language, notice, say]) => {
      const zh = language === '中文';
      const { page } = zh ? guard : english;
      const { fallback } = await shanxiProfile();
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      const heard = Date.now();
      if (zh) await node.kill('web');
      const open = async (minutes: number) => {
        await page.clock.setSystemTime(heard + minutes * minute);
        await page.reload();
        await page.getByText(zh ? /^离线/ : /^Offline/).waitFor();
      };
      await open(fallback.afterMinutes - 1);
      expect(await page.locator('.fallback').count()).toBe(0);
      await open(fallback.afterMinutes + 1);
      const summary = page.locator('.fallback summary');
      expect(await summary.textContent()).toContain(notice);
      await summary.click();
      const { text, source } = { text: fallback.text[zh ? 'zh' : 'en'], source: fallback.source[zh ? 'zh' : 'en'] };
      expect(await page.locator('.fallback p').allTextContents()).toEqual([...text.split('\n'), source]);
      expect([await overflow(page), await violations(page)]).toEqual([0, []]);
      await page.screenshot({ path: join(pictures, `fallback-${zh ? 'zh' : 'en'}.png`) });
      await page.locator('.bar .button').first().click();
      await page.getByText(say).waitFor();
      await page.locator('.choice-good').click();
      await page.getByRole('button', { name: '36.5 ℃' }).click();
      expect(await page.locator('.word').textContent()).toBe(zh ? '通过' : 'Pass');
      await page.locator('.verdict .next').click();
    },
  );

  test('is as before once it has answered', async () => {
    await node.start('web');
    await guard.page.clock.setSystemTime(Date.now());
    await guard.page.reload();
    await says(/^联网 · 规则 刚刚$/);
    expect(await guard.page.locator('.fallback').count()).toBe(0);
    expect([guard.complaints, english.complaints]).toEqual([[], []]);
  });
});

interface Words {
  readonly zh: string;
  readonly en: string;
}

async function shanxiProfile() {
  const text = await readFile(new URL('../../provinces/140000/profile.json', import.meta.url), 'utf8');
  return JSON.parse(text) as { fallback: { afterMinutes: number; text: Words; source: Words } };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
