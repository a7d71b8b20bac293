import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readQr } from '../clients/qr.ts';
import { openBrowser, photograph } from './test/browser.ts';
import { openStoryWalk } from './test/story-walk.ts';

let walk: Awaited<ReturnType<typeof openStoryWalk>>;
let browser: Browser;
let page: Page;
const requests: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  [walk, browser] = await Promise.all([openStoryWalk(), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 2, locale: 'zh-CN' });
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  // 409 is how a node says that the sources are still being asked.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 409')) complaints.push(message.text());
  });
  await page.clock.install();
  await page.goto(walk.url);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await walk?.close();
}, 60_000);

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const verdict = () => page.locator('.verdict[data-verdict]').getAttribute('data-verdict');
const findings = () =>
  page.locator('[data-finding]').evaluateAll((items) => items.map((item) => item.getAttribute('data-finding')));

async function shownCode(): Promise<string> {
  return (await readQr(await photograph(browser, page, '.qr'))) ?? 'unreadable';
}

/** Functions of the page, not of this file. */
declare const document: { querySelector(selector: string): { getAttribute(name: string): string | null } | null };
declare function getComputedStyle(element: never): { fontSize: string };

const changed = (before: string | null) => document.querySelector('.qr path')?.getAttribute('d') !== before;

/** A second later the phone shows, at a tap, a code that it has not shown before. */
async function tapAfterASecond(): Promise<string> {
  const before = await page.locator('.qr path').getAttribute('d');
  await page.clock.runFor(1000);
  await page.locator('#show').click();
  await page.waitForFunction(changed, before);
  return shownCode();
}

describe('the walk, in a browser', () => {
  test('1: she asks for a code, the message appears, and she is in', async () => {
    await press('获取验证码');
    const message = (await page.locator('.bubble p').textContent()) ?? '';
    expect(message).toContain('山西健康码');
    await press(`填入 ${/\d{6}/.exec(message)?.[0]}`);
    await press('登录');
    await page.getByRole('heading', { name: '实名认证' }).waitFor();
  });

  test('2: she is verified, declares, and cannot go on without the pledge', async () => {
    await press('核对');
    const declare = page.getByRole('button', { name: '提交申报' });
    await declare.waitFor();
    expect(await declare.isDisabled()).toBe(true);
    await page.getByLabel('我已阅读并承诺').check();
    await press('提交申报');
    await page.getByRole('heading', { name: '您的颜色' }).waitFor();
  });

  test('3: she is green and reads rule, authority, sources, end, release and how to object', async () => {
    const screen = (await page.locator('.screen').textContent()) ?? '';
    for (const owed of ['绿码', '规则', '谁定的', '通信行程卡', '到什么时候', '怎样解除', '0351-12320']) {
      expect(screen).toContain(owed);
    }
  });

  test('4: her code is a QR code at least 60 % as wide as the phone, and a real decoder reads it', async () => {
    await press('领取我的码');
    await page.locator('.qr').waitFor();
    const [picture, screen] = await Promise.all([
      page.locator('.qr').boundingBox(),
      page.locator('.phone').boundingBox(),
    ]);
    expect(picture!.width / screen!.width).toBeGreaterThanOrEqual(0.6);
    const text = await shownCode();
    expect(text).toMatch(/^TX1:[0-9A-Z $%*+\-./:]+$/);
    expect(text.length).toBeLessThanOrEqual(600);
  });

  test('4: with the network off she shows three different codes, and not one request is made', async () => {
    await page.locator('#phone-network').click();
    const before = requests.length;
    const codes = [await shownCode(), await tapAfterASecond(), await tapAfterASecond()];
    expect(new Set(codes).size).toBe(3);
    expect(requests.slice(before)).toEqual([]);
    expect(await page.getByRole('switch', { name: '没有网络' }).getAttribute('aria-checked')).toBe('false');
  });

  test('5: the checkpoint passes her online; the request it makes is seen by the page', async () => {
    await press('去查验点');
    // The first scan sets the device up.
    await page.locator('#scan').click();
    await page.getByText('通过', { exact: true }).waitFor();
    expect(await verdict()).toBe('pass');
    expect(requests).toContain('POST /shanxi/code-verification');
  });

  test('5: without a network it passes her by itself, says how old its grounds are, and asks nobody', async () => {
    await page.locator('#checkpoint-network').click();
    const before = requests.length;
    await page.locator('#scan').click();
    expect(await verdict()).toBe('pass');
    expect(await page.locator('.as-of').textContent()).toMatch(/^本机判断,未联网 · 依据于 \d+ 秒前$/);
    expect(requests.slice(before)).toEqual([]);
  });

  test.each([
    ['改一个字节', 'bad-issuer-signature'],
    ['一小时后的截图', 'stale-display'],
    ['别人拿走码条', 'bad-holder-signature'],
  ])('5: it stops "%s" and says what to do', async (name, finding) => {
    await press(name);
    expect(await verdict()).toBe('stop');
    expect(await findings()).toContain(finding);
    expect(await page.locator('.findings').textContent()).not.toBe('');
  });

  test('6: she agrees once, and has a Shandong code that a Shandong checkpoint passes', async () => {
    await page.locator('#phone-network').click();
    await page.locator('#checkpoint-network').click();
    await page.getByRole('button', { name: '带着它去山东省' }).click();
    await press('同意并转码');
    await page.getByRole('heading', { name: '山东省电子健康通行码' }).waitFor({ timeout: 60_000 });
    await page.locator('#scan').click();
    expect(await verdict()).toBe('pass');
    expect(requests).toContain('POST /shanxi/consents');
    expect(requests).toContain('POST /shandong/code-verification');
  });

  test('the code renews itself after 30 seconds', async () => {
    const before = await page.locator('.qr path').getAttribute('d');
    await page.clock.runFor(29_000);
    const calls = requests.length;
    await page.clock.runFor(2000);
    await page.waitForFunction(changed, before);
    expect(requests.slice(calls)).toEqual([]);
  });

  test('every word has an English counterpart, and large type is large', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('main').innerText()).not.toMatch(/[\u4e00-\u9fff]{5,}/);
    await page.getByRole('button', { name: 'Large' }).click();
    expect(await page.locator('.colour b').evaluate((word) => getComputedStyle(word as never).fontSize)).toBe('56px');
  });

  test('nothing went wrong in the page, its policy included', () => {
    expect(complaints).toEqual([]);
  });
});
