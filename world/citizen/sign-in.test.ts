import { routes } from '@tongxing/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { introduce } from '../people/introduce.ts';
import { makePerson } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { manage } from '../simulators/ask.ts';
import { openApp, type OpenApp, type Phone } from './test/open-app.ts';

const person = makePerson({ seed: 7101, division: '370102' });
const other = makePerson({ seed: 7102, division: '370102' });
let app: OpenApp;
let phone: Phone;

beforeAll(async () => {
  app = await openApp();
  await introduce(app.world.world.simulators, [person, other]);
  await manage(provincialApp().managementUrl, 'PATCH /answers', {
    accounts: Object.fromEntries(
      [other, person].map(({ phone: number, name, documentNumber }) => [
        number.replace('+86', ''),
        { name, documentNumber, assuranceLevel: 'high' },
      ]),
    ),
  });
}, 600_000);

afterAll(async () => {
  await app?.close();
}, 60_000);

const provincialApp = () => app.world.world.simulators['provincial-app'];
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
const kept = (page: Page) => page.evaluate<string>(`localStorage.getItem('tongxing.1')`);

/** From the first page to where she is asked whether she agrees. */
async function goThere(page: Page): Promise<void> {
  await press(page, '开始');
  await press(page, '用爱山东登录');
  await heading(page, '爱山东 统一身份认证');
}

describe('signing in with the app of the province, on the web', () => {
  test('leaves her as she was where she does not agree', async () => {
    phone = await app.phone(shandong);
    await goThere(phone.page);
    await press(phone.page, '不同意 · Decline');
    await phone.page.getByRole('heading', { name: '没有用爱山东登录' }).waitFor();
    await press(phone.page, '回到登录');
    await phone.page.getByLabel('手机号').waitFor();
    expect(await kept(phone.page)).not.toMatch(/codeVerifier|"session"/);
  });

  test('brings her back to where she was asked to, signed in and verified by name, with nothing to type [M10] [M11]', async () => {
    const { page } = phone;
    const address = `/pages/authorise/index?audience=${shanxi}&challenge=${'c'.repeat(43)}`;
    await page.goto(page.url().replace(/#.*$/, `#${address}`));
    await press(page, '登录');
    await press(page, '用爱山东登录');
    await heading(page, '爱山东 统一身份认证');
    await page.getByRole('radio', { name: person.name }).check();
    await press(page, '同意并登录 · Agree');
    await page.getByText('您在山东省还没有健康码').waitFor();
    expect(page.url().endsWith(`#${address}`)).toBe(true);
    const { session, me } = JSON.parse(await kept(page)) as { session: { token: string }; me: object };
    const asked = await fetch(`${app.world.world.nodes[shandong]!.url}${routes.getMe.path}`, {
      headers: { authorization: `Bearer ${session.token}` },
    });
    const known = (await asked.json()) as Record<string, unknown>;
    expect(known).toMatchObject({ verified: true, lastFour: person.documentNumber.slice(-4) });
    expect(me).toEqual(known);
  });

  test('leaves nothing of it in an address, in the history or on the phone', async () => {
    const { page } = phone;
    expect(await kept(page)).not.toMatch(/codeVerifier|"state"/);
    const addresses = [page.url()];
    while ((await page.goBack()) !== null || addresses.at(-1) !== page.url()) addresses.push(page.url());
    expect(addresses.filter((address) => /[?&]code=/.test(address))).toEqual([]);
    expect(addresses.length).toBeGreaterThan(3);
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
  });

  test('signs nobody in with what was begun on another phone', async () => {
    const { url } = app.world.world.nodes[shandong]!;
    phone = await app.phone(shandong);
    const { page } = phone;
    await goThere(page);
    phone.requests();
    await page.goto(`${url}/app/?code=stolen&state=${'s'.repeat(43)}`);
    await page.getByRole('heading', { name: '没有登录' }).waitFor();
    expect(page.url()).toBe(`${url}/app/#/pages/signed-on/index`);
    expect(phone.requests().filter((request) => request.includes('/auth/'))).toEqual([]);
  });

  test('says that there is another way where the provider does not answer', async () => {
    const { page } = phone;
    await press(page, '回到登录');
    await manage(provincialApp().managementUrl, 'PUT /faults', { mode: 'down', path: '/token' });
    await press(page, '用爱山东登录');
    await press(page, '同意并登录 · Agree');
    const told = page.getByRole('alert').filter({ hasText: '省级 APP 的登录服务暂时没有回应' });
    await told.waitFor();
    expect(await told.textContent()).toContain('手机验证码');
    await manage(provincialApp().managementUrl, 'PUT /faults', { mode: 'none' });
    expect(phone.complaints).toEqual([]);
  });
});
