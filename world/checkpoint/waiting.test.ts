import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Phone } from '../clients/phone.ts';
import { rowsOf } from '../clients/rows.ts';
import { shanxi } from '../provinces.ts';
import type { LastingBrowser } from '../clients/browser.ts';
import type { WorldNode } from '../world.ts';
import { breakConnection } from './test/broken-connection.ts';
import { typeLikeReader } from './test/in-page.ts';
import { switchOn } from './test/lasting-device.ts';
import { keepScans } from './test/many-scans.ts';
import { linkFor, openGuardWorld } from './test/open-guard.ts';
import { settlePhone } from './test/people.ts';

const many = 10_000;

let story: Awaited<ReturnType<typeof openGuardWorld>>;
let node: WorldNode;
let folder: string;
let browser: LastingBrowser;
let page: Page;
let phone: Phone;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tx-device-'));
  story = await openGuardWorld();
  node = story.world.nodes[shanxi]!;
  phone = await settlePhone(story, shanxi, { seed: 73_001, division: '140105' });
  ({ browser, page } = await switchOn(folder));
}, 600_000);

afterAll(async () => {
  await browser?.context.close();
  await story?.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const says = (text: string | RegExp) => page.getByText(text).first().waitFor();

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

async function stored(): Promise<{ rows: number; scans: number }> {
  const [counts] = await rowsOf<{ rows: number; scans: number }>(
    story.databaseUrl(shanxi),
    'select count(*)::integer as rows, count(distinct scan_id)::integer as scans from scan',
  );
  return counts!;
}

const stopped = { verdict: 'stop', basis: 'code' };
const checks = () => rowsOf(story.databaseUrl(shanxi), 'select verdict, basis from door_check order by checked_at');

describe('what waits on a device', () => {
  test('is there again when the browser was killed the moment the verdict was seen', async () => {
    await page.goto(await linkFor(node, { name: '虚拟医院', placeType: 'medical-institution', division: '140105' }));
    await says('对准健康码');
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await node.kill('web');
    await typeLikeReader(page, await phone.show());
    await press('不符');
    await says(/^停$/);
    await browser.kill();
    ({ browser, page } = await switchOn(folder));
    await page.goto(`${node.url}/guard/`);
    // The scan, and the check that it was part of.
    await expect.poll(() => page.locator('.link').textContent()).toMatch(/待上传 2$/);
  });

  test(`is sent once, all ${many} of it, through a connection that breaks and a browser that is killed in between`, async () => {
    await keepScans(page, many - 1, await phone.show());
    await page.reload();
    await says(new RegExp(`待上传 ${many + 1}$`));
    await node.start('web');
    await breakConnection(page, '**/checkpoint/scans');
    await send(12);
    await browser.kill();
    expect((await stored()).rows).toBeLessThan(many);
    ({ browser, page } = await switchOn(folder));
    await page.goto(`${node.url}/guard/`);
    await breakConnection(page, '**/checkpoint/scans');
    await send(Infinity);
    expect(await stored()).toEqual({ rows: many, scans: many });
    expect(await checks()).toEqual([stopped]);
  });

  test('is one check, as it ended, where the guard goes on with one that could not be told', async () => {
    await press('回到查验');
    await press('没有码');
    await says(/^无法判断$/);
    const asked = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/checkpoint/profile'));
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await asked;
    expect(await checks()).toEqual([stopped]);
    // A second window opens nothing of it.
    const second = await anotherWindow();
    expect(await checks()).toEqual([stopped]);
    await second.close();
    await press('按年龄免查');
    await page.getByLabel('证件上的出生日期,8 位数字').fill('19480312');
    await press('确定');
    await press('相符');
    await press('36.5 ℃');
    await says(/^通过$/);
    await browser.kill();
    ({ browser, page } = await switchOn(folder));
    await page.goto(`${node.url}/guard/`);
    await expect.poll(checks).toEqual([stopped, { verdict: 'pass', basis: 'exemption' }]);
  });

  test('is sent by the next program where one that could not be told was left', async () => {
    await press('没有码');
    await says(/^无法判断$/);
    await browser.kill();
    ({ browser, page } = await switchOn(folder));
    await page.goto(`${node.url}/guard/`);
    await expect
      .poll(checks)
      .toEqual([stopped, { verdict: 'pass', basis: 'exemption' }, { verdict: 'cannot-tell', basis: 'code' }]);
  });

  test('goes on in one window at a time: a second one says so, and takes over by one tap', async () => {
    const second = await anotherWindow();
    await says('对准健康码');
    await second.getByRole('button', { name: '在这个窗口继续' }).click();
    await second.getByText('对准健康码').waitFor();
    await says('查验已在另一个窗口打开');
    // Closed, it holds up nobody: the other goes on by itself.
    await second.close();
    await says('对准健康码');
    expect(await checks()).toHaveLength(3);
  });

  /** @returns once it says that the device works in another one */
  async function anotherWindow(): Promise<Page> {
    const window = await browser.context.newPage();
    await window.goto(`${node.url}/guard/`);
    await window.getByText('查验已在另一个窗口打开').waitFor();
    return window;
  }

  /** The guard asks for it again and again. @param times at most */
  async function send(times: number): Promise<void> {
    await page.getByRole('button', { name: '更多' }).click();
    const waiting = page.locator('dt', { hasText: '待上传的记录' }).locator('+ dd');
    for (let n = 0; n < times && (await waiting.textContent()) !== '0'; n += 1) {
      const sent = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/checkpoint/profile'));
      await page.getByRole('button', { name: '现在更新并上传' }).click();
      await sent;
    }
  }
});
