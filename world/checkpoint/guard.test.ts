import { decodePlaceCode } from '@tongxing/codec';
import { createClient, routes } from '@tongxing/contract';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Phone } from '../clients/phone.ts';
import { readQr } from '../clients/qr.ts';
import { shanxi } from '../provinces.ts';
import { openBrowser, photograph } from '../clients/browser.ts';
import type { WorldNode } from '../world.ts';
import { dumpDatabase, extractableKeys, typeLikeReader } from './test/in-page.ts';
import { settlePhone } from './test/people.ts';
import { linkFor, openGuard, openGuardWorld, type Guard } from './test/open-guard.ts';

let story: Awaited<ReturnType<typeof openGuardWorld>>;
let browser: Browser;
let node: WorldNode;
let guard: Guard;
let phone: Phone;
const requested: string[] = [];

beforeAll(async () => {
  [story, browser] = await Promise.all([
    openGuardWorld(),
    openBrowser(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']),
  ]);
  node = story.world.nodes[shanxi]!;
  [guard, phone] = await Promise.all([
    openGuard(browser),
    settlePhone(story, shanxi, { seed: 71_001, division: '140105' }),
  ]);
  guard.context.on('request', (request) => requested.push(request.url()));
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await story?.close();
}, 60_000);

const press = (name: string) => guard.page.getByRole('button', { name, exact: true }).click();
const says = (text: string | RegExp) => guard.page.getByText(text).first().waitFor();
const verdict = () => guard.page.locator('.word').textContent();

async function checkDocumentAndTemperature(): Promise<void> {
  await press('相符');
  await press('36.5 ℃');
}

async function query<Row extends object>(text: string): Promise<Row[]> {
  const client = new Client({ connectionString: story.databaseUrl(shanxi) });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(text);
    return rows;
  } finally {
    await client.end();
  }
}

const scans = () =>
  query<{ online: boolean; verdict: string; times: number }>(
    'select online, verdict, count(*)::integer as times from scan group by 1, 2 order by 1, 2',
  );

const checks = () =>
  query<{ verdict: string; temperature: string; document: string; times: number }>(
    `select verdict, temperature, identity_outcome as document, count(*)::integer as times
       from door_check group by 1, 2, 3 order by 1, 2`,
  );

describe('the checkpoint app', () => {
  test('is enrolled by a link, whose code is then in no history', async () => {
    await guard.page.goto(await linkFor(node, { name: '虚拟商场东门', placeType: 'mall', division: '140105' }));
    await says('对准健康码');
    await guard.page.getByRole('heading', { name: '虚拟商场东门' }).waitFor();
    expect(new URL(guard.page.url()).hash).toBe('');
  });

  test('shows the place code of its venue, which is read off the screen', async () => {
    await press('更多');
    await press('在门口显示场所码');
    await guard.page.getByRole('heading', { name: '虚拟商场东门' }).last().waitFor();
    const text = await readQr(await photograph(browser, guard.page, '.place .qr'));
    const { card, element } = decodePlaceCode(text!);
    expect(card.claims.venueName).toBe('虚拟商场东门');
    expect(Math.abs(element!.time - Date.now() / 1000)).toBeLessThan(30);
    await press('关闭');
  });

  test('asks the node, then for document and temperature, and only then says pass [M41] [M42]', async () => {
    await typeLikeReader(guard.page, await phone.show());
    await says('绿码');
    expect(await guard.page.locator('.word').count()).toBe(0);
    await checkDocumentAndTemperature();
    await says('服务器刚刚回答');
    expect(await verdict()).toBe('通过');
    await press('下一位');
    expect(await scans()).toEqual([{ online: true, verdict: 'pass', times: 1 }]);
  });

  test('stops whose document is another’s, and who has a fever', async () => {
    await typeLikeReader(guard.page, await phone.show());
    await press('不符');
    await says('停');
    expect(await verdict()).toBe('停');
    await press('下一位');
    await typeLikeReader(guard.page, await phone.show());
    await press('相符');
    await guard.page.getByRole('radio', { name: '37' }).click();
    await press('37.3 ℃,发热');
    expect(await verdict()).toBe('停');
    await press('下一位');
  });

  test('judges by itself when the node is slow, and sends nothing again that the node then says it has', async () => {
    const before = await scans();
    await guard.page.evaluate('isPatient = false');
    const held = Promise.withResolvers<void>();
    await guard.page.route('**/code-verification', async (route) => {
      const response = await route.fetch();
      await held.promise;
      await route.fulfill({ response });
    });
    await typeLikeReader(guard.page, await phone.show());
    await press('不符');
    await says('本机离线判断');
    held.resolve();
    const waiting = async () => (await dumpDatabase(guard.page)).filter((row) => row.includes('"kind":"scan"'));
    await expect.poll(waiting).toEqual([]);
    await guard.page.unroute('**/code-verification');
    await guard.page.evaluate('isPatient = true');
    await press('下一位');
    const times = (rows: typeof before) => rows.reduce((sum, row) => sum + row.times, 0);
    expect(times(await scans())).toBe(times(before) + 1);
  });

  test('tells what is no health code, and neither sends nor keeps any of it', async () => {
    const before = await scans();
    const waited = (await dumpDatabase(guard.page)).filter((row) => row.startsWith('waiting')).length;
    await typeLikeReader(guard.page, 'https://pay.example/somebody?amount=12');
    await says('这不是健康码。请对方打开健康码页面再出示。');
    expect(await scans()).toEqual(before);
    const kept = await dumpDatabase(guard.page);
    expect(kept.filter((row) => row.startsWith('waiting')).length).toBe(waited);
  });

  test('registers the visit of who passes, where the device is set to', async () => {
    await press('更多');
    await press('扫码时登记到访');
    await press('回到查验');
    await typeLikeReader(guard.page, await phone.show());
    await checkDocumentAndTemperature();
    await says('到访已登记');
    await press('下一位');
    expect(await query('select known_by from visit')).toEqual([{ known_by: 'gate' }]);
    await press('更多');
    await press('扫码时登记到访');
    await press('回到查验');
  });

  test('opens and checks with the node gone, and says so; what it found waits on the device [W02]', async () => {
    await guard.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await node.kill('web');
    await guard.page.reload();
    await says('对准健康码');
    await says(/离线 · 规则/);
    await typeLikeReader(guard.page, await phone.show());
    await checkDocumentAndTemperature();
    expect(await verdict()).toBe('通过');
    await says('本机离线判断');
    await press('下一位');
    await says(/待上传 \d+/);
  });

  test('keeps nothing on the device that somebody who copies it can read', async () => {
    const stored = await dumpDatabase(guard.page);
    expect(stored.join('\n')).not.toMatch(/TX1:|token|deviceId|maskedName|虚拟商场/);
    expect(stored.length).toBeGreaterThan(3);
    const extractable = await extractableKeys(guard.page);
    expect(extractable).toEqual({ sign: false, seal: false });
  });

  test('sends what waits once the node is back, each scan and each check once', async () => {
    await node.start('web');
    await guard.page.reload();
    await says(/联网 · 规则 刚刚$/);
    await expect.poll(checks).toEqual([
      { verdict: 'pass', temperature: 'ordinary', document: 'matches', times: 3 },
      { verdict: 'stop', temperature: 'fever', document: 'matches', times: 1 },
      { verdict: 'stop', temperature: 'not-taken', document: 'differs', times: 2 },
    ]);
    expect(await scans()).toContainEqual({ online: false, verdict: 'pass', times: 1 });
  });

  test('says that its own clock is wrong, and then judges nobody without the node', async () => {
    const minute = 60_000;
    await guard.page.clock.setSystemTime(Date.now() + 6.5 * minute);
    await guard.page.reload();
    await says('本机时间快了 7 分钟');
    await node.kill('web');
    await typeLikeReader(guard.page, await phone.show());
    expect(await verdict()).toBe('无法判断');
    await press('下一位');
    await guard.page.clock.setSystemTime(Date.now());
    await node.start('web');
    await guard.page.reload();
    await says(/联网 · 规则 刚刚$/);
    await expect.poll(() => guard.page.getByText('本机时间').count()).toBe(0);
  });

  test('says that it was taken out of use, and is empty', async () => {
    const anonymous = createClient(node.url, fetch);
    const { token } = await anonymous.call(routes.staffSignIn, { body: node.admin });
    const [device] = await query<{ deviceId: string }>('select device_id as "deviceId" from checkpoint_device');
    await anonymous.as(token).call(routes.revokeDevice, { params: device! });
    await typeLikeReader(guard.page, await phone.show());
    await says('本机已被停用');
    await says('所有记录之前都已上传');
    await guard.page.reload();
    await guard.page.getByRole('heading', { name: '登记这台设备' }).waitFor();
    const kept = await dumpDatabase(guard.page);
    expect(kept.filter((row) => row.startsWith('kept') || row.startsWith('waiting'))).toEqual([]);
  });

  test('draws with a first script of at most 60 kB, packed, and asks nobody but its node', async () => {
    const page = await (await fetch(`${node.url}/guard/`)).text();
    const [, script] = /<script type="module" crossorigin src="([^"]+)"/.exec(page)!;
    const program = await (await fetch(new URL(script!, `${node.url}/guard/`))).text();
    expect(gzipSync(program).length).toBeLessThanOrEqual(60_000);
    expect(new Set(requested.map((url) => new URL(url).origin))).toEqual(new Set([node.url]));
  });

  test('had nothing to complain of', () => {
    expect(guard.complaints).toEqual([]);
  });
});
