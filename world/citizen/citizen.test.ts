import { Client } from 'pg';
import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPhoneCode } from '../clients/citizen.ts';
import { readQr, readQrImage } from '../clients/qr.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson, type Person } from '../people/person.ts';
import { shanxi } from '../provinces.ts';
import { codes, enrolAt } from '../stories/scene.ts';
import { photograph } from '../clients/browser.ts';
import { lookAt } from './test/camera.ts';
import { openApp, type OpenApp, type Phone } from './test/open-app.ts';

let app: OpenApp;
let phone: Phone;
const person: Person = makePerson({ seed: 61_001, division: '140105' });

beforeAll(async () => {
  app = await openApp();
  await introduce(app.world.world.simulators, [person]);
  phone = await app.phone(shanxi);
}, 600_000);

afterAll(async () => {
  await app?.close();
}, 60_000);

const press = (name: string) => phone.page.getByRole('button', { name, exact: true }).click();
const heading = (name: string) => phone.page.getByRole('heading', { name, exact: true, level: 1 }).waitFor();

async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

async function declarations(): Promise<unknown[]> {
  const client = new Client({ connectionString: app.world.databaseUrl(shanxi) });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select kind, count(*)::integer as times from declaration group by kind order by kind',
    );
    return rows;
  } finally {
    await client.end();
  }
}

/** The steps to a code that are behind her. */
const done = async () => {
  const steps = await phone.page.locator('.step.done').allTextContents();
  return steps.map((step) => step.replace(/^✓|已完成$/g, ''));
};

describe('the app of a citizen, on the web', () => {
  test('signs her in by a code sent to her phone', async () => {
    await press('开始');
    await heading('登录');
    await phone.page.getByLabel('手机号').fill(person.phone.replace('+86', ''));
    await press('发送验证码');
    const { 'sms-gateway': sms } = app.world.world.simulators;
    const code = await readPhoneCode(sms.managementUrl, person.phone);
    await phone.page.getByLabel('6 位验证码').fill(code);
    await press('登录');
    await heading('山西健康码');
    expect(await done()).toEqual(['登录']);
  });

  test('checks her name and document once [M11]', async () => {
    await press('继续');
    await heading('实名认证');
    await phone.page.getByLabel('姓名(与证件一致)').fill(person.name);
    await phone.page.getByLabel('证件号').fill(person.documentNumber);
    await press('核对');
    await heading('山西健康码');
    expect(await done()).toEqual(['登录', '实名认证']);
  });

  test('takes her declaration in three steps, and gives her colour and code', async () => {
    await press('继续');
    await heading('健康申报');
    await press('下一步');
    await press('下一步');
    await phone.page.getByRole('checkbox', { name: '我已阅读并承诺' }).click();
    // The node has it, and the answer is lost on the way.
    await phone.page.route('**/itinerary-declaration', loseAnswer, { times: 1 });
    await press('提交申报');
    await phone.page.getByRole('alert').getByText('已填写的内容都在').waitFor();
    await press('提交申报');
    await heading('山西健康码');
    expect(await declarations()).toEqual([
      { kind: 'health', times: 1 },
      { kind: 'itinerary', times: 1 },
    ]);
    await press('领取健康码');
    await phone.page.locator('.qr').waitFor();
    expect(await phone.page.locator('.colour-word').textContent()).toBe('绿码');
  });

  test('shows a code that a real decoder reads, at least 60 % as wide as the screen', async () => {
    const text = await readQr(await photograph(app.browser, phone.page, '.qr'));
    expect(text).toMatch(/^TX1:/);
    const box = await phone.page.locator('.qr').boundingBox();
    expect(box!.width / 390).toBeGreaterThanOrEqual(0.6);
  });

  test('is believed by a checkpoint that sees it through a camera, the phone turned, tilted and out of focus', async () => {
    const checkpoint = await enrolAt(app.world, app.world.world.nodes[shanxi]!, '140105');
    await checkpoint.sync();
    for (const frame of await lookAt(app.browser, await phone.page.screenshot())) {
      const verification = await checkpoint.checkOffline((await readQrImage(frame)) ?? 'nothing to read');
      expect([verification.verdict, codes(verification)]).toEqual(['pass', []]);
    }
  });

  test('opens the code without a network, changes it every 30 seconds, and asks nobody', async () => {
    await phone.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await phone.context.setOffline(true);
    phone.requests();
    await phone.page.clock.install();
    await phone.page.reload();
    const shown = async () => readQr(await photograph(app.browser, phone.page, '.qr'));
    const first = await shown();
    expect(first).toMatch(/^TX1:/);
    await phone.page.clock.runFor(31_000);
    await expect.poll(shown).not.toBe(first);
    expect(await shown()).toMatch(/^TX1:/);
    expect(phone.requests().filter((request) => !request.startsWith('GET /app/'))).toEqual([]);
    await phone.context.setOffline(false);
  });

  test('signs out with a network only, and keeps the code that can still be shown [M44]', async () => {
    await press('我的');
    await phone.context.setOffline(true);
    await press('退出登录');
    await phone.page.getByRole('alert').getByText('手机现在没有网络').waitFor();
    await phone.context.setOffline(false);
    await press('退出登录');
    await phone.page.locator('.qr').waitFor();
    const kept = JSON.parse(await phone.page.evaluate<string>(`localStorage.getItem('tongxing.1')`)) as object;
    expect([Object.keys(kept).includes('session'), Object.keys(kept).includes('health')]).toEqual([false, false]);
    const text = await readQr(await photograph(app.browser, phone.page, '.qr'));
    expect(text).toMatch(/^TX1:/);
    await press('我的');
    await press('清除手机里的码');
    await phone.page.getByText('要联网登录才能再出示').waitFor();
    await press('确定清除');
    await press('健康码');
    await phone.page.getByRole('button', { name: '开始', exact: true }).waitFor();
  });

  test('a version that is too old reads and shows, says so where it sends, and takes the newest by one tap [M11]', async () => {
    const old = await app.phone(shanxi);
    await old.page.route('**/auth/phone-code', (route) =>
      route.continue({ headers: { ...route.request().headers(), 'tongxing-client': 'h5/0.0.9' } }),
    );
    await old.page.getByRole('button', { name: '开始', exact: true }).click();
    await old.page.getByLabel('手机号').fill('13900000001');
    await old.page.getByRole('button', { name: '发送验证码', exact: true }).click();
    await old.page.getByRole('alert').getByText('应用版本太旧,不能再提交').waitFor();
    await old.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const reloaded = old.page.waitForEvent('load');
    await old.page.getByRole('button', { name: '立即更新', exact: true }).click();
    await reloaded;
    await old.page.unroute('**/auth/phone-code');
    await old.page.getByLabel('手机号').fill('13900000001');
    await old.page.getByRole('button', { name: '发送验证码', exact: true }).click();
    await old.page.getByLabel('6 位验证码').waitFor();
    expect(old.complaints).toEqual([]);
    await old.context.close();
  });

  test('begins anew where what was kept on the device cannot be read', async () => {
    const other = await app.phone(shanxi);
    await other.page.evaluate(`localStorage.setItem('tongxing.1', '{"strips":[')`);
    await other.page.reload();
    await other.page.getByRole('button', { name: '开始', exact: true }).waitFor();
    expect(other.complaints).toEqual([]);
    await other.context.close();
  });

  test('has complained of nothing', () => {
    expect(phone.complaints).toEqual([]);
  });
});
