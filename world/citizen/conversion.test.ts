import { createHash, randomBytes } from 'node:crypto';
import { createClient, routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settlePhone } from '../checkpoint/test/people.ts';
import { shownToForeignCode } from '../checkpoint/test/shown-link.ts';
import { citizenOf, signInCitizen, type Citizen } from '../clients/citizen.ts';
import { readQr } from '../clients/qr.ts';
import { until } from '../clients/until.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson, type Person } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { manage } from '../simulators/ask.ts';
import { photograph } from '../clients/browser.ts';
import { openApp, type OpenApp, type Phone } from './test/open-app.ts';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp();
}, 600_000);
afterAll(async () => {
  await app?.close();
}, 60_000);

/** One person with her phone, in whichever province's app it shows. */
interface Traveller {
  readonly person: Person;
  readonly phone: Phone;
  press(name: string): Promise<void>;
  choose(name: string): Promise<void>;
  heading(name: string): Promise<void>;
  reads(text: string): Promise<void>;
  signIn(number?: string): Promise<void>;
  /** Herself over the API, by the session of the app that the phone shows. */
  api(): Promise<Citizen>;
}

async function traveller(seed: number): Promise<Traveller> {
  const person = makePerson({ seed, division: '140105' });
  await introduce(app.world.world.simulators, [person]);
  const phone = await app.phone(shandong);
  const { page } = phone;
  page.setDefaultTimeout(20_000);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
  return {
    person,
    phone,
    press,
    heading,
    choose: (name) => page.getByRole('radio', { name, exact: true }).click(),
    reads: (text) => page.getByText(text, { exact: true }).waitFor(),
    async signIn(number = person.phone) {
      await heading('登录');
      const before = (await codesFor(number)).length;
      await page.getByLabel('手机号').fill(number);
      await press('发送验证码');
      const code = await until('the code arrives', async () => (await codesFor(number))[before]);
      await page.getByLabel('6 位验证码').fill(code);
      await press('登录');
    },
    async api() {
      const kept: string = await page.evaluate(`localStorage.getItem('tongxing.1')`);
      const { session } = JSON.parse(kept) as { session: { token: string } };
      return citizenOf(person, createClient(new URL(page.url()).origin, fetch).as(session.token));
    },
  };
}

async function codesFor(phone: string): Promise<string[]> {
  const { body } = await manage(app.world.world.simulators['sms-gateway'].managementUrl, 'GET /messages', {
    to: phone,
  });
  return (body as { messages: { text: string }[] }).messages.flatMap(
    ({ text }) => /验证码 (\d{6})/.exec(text)?.[1] ?? [],
  );
}

/** Signed in and verified in the app of Shandong. */
async function arrive(one: Traveller, number?: string): Promise<void> {
  await one.press('开始');
  await one.signIn(number);
  await one.heading('山东省电子健康通行码');
  await (await one.api()).verify();
  await one.phone.page.reload();
  await one.heading('山东省电子健康通行码');
}

/** From the first page to the step at which she goes to her own province. */
async function fillIn(one: Traveller): Promise<void> {
  await one.press('转换外省的码');
  await one.heading('还没有申请过');
  await one.press('申请转换');
  await one.choose('山西省');
  await one.press('下一步');
  await one.press('济南市');
  await one.press('就选济南市');
  await one.press('下一步');
  await fillInHerself(one);
}

/** What nobody else can fill in. */
async function fillInHerself(one: Traveller): Promise<void> {
  await one.heading('今天有这些症状吗');
  await one.press('下一步');
  await one.heading('近 14 天在哪里');
  await one.press('下一步');
}

/** At Shanxi's page: signs in there, has a code there, and agrees. */
async function agree(one: Traveller): Promise<Citizen> {
  await one.press('去山西省授权');
  return settleThere(one);
}

async function settleThere(one: Traveller): Promise<Citizen> {
  await one.press('登录');
  await one.signIn();
  await one.heading('授权查询');
  const home = await one.api();
  await home.verify();
  await home.declare();
  await home.colour();
  await home.client.call(routes.applyForCode, { body: { scope: '140100' } });
  await one.phone.page.reload();
  await one.heading('山东省想查询您的码');
  return home;
}

async function send(one: Traveller): Promise<void> {
  await one.phone.page.getByRole('checkbox', { name: '我已阅读并承诺' }).click();
  await one.press('提交申请');
  await one.heading('转码申请');
}

async function showsItsCode({ phone, press, heading }: Traveller): Promise<string | undefined> {
  await press('出示健康码');
  await heading('山东省电子健康通行码');
  await phone.page.locator('.qr').waitFor();
  return readQr(await photograph(app.browser, phone.page, '.qr'));
}

/** A person does a dozen things in each. */
const slow = { timeout: 90_000 };

describe('a code of Shanxi, converted in the app of Shandong', slow, () => {
  let one: Traveller;
  beforeAll(async () => {
    one = await traveller(62_001);
    await arrive(one);
  }, 60_000);

  test('is applied for in small steps, the last of which is at the page of her own province [M22]', async () => {
    await fillIn(one);
    await agree(one);
    expect(new URL(one.phone.page.url()).origin).toBe(app.world.world.nodes[shanxi]!.url);
    await one.choose('这一次,以及 30 天内每次更新时 到期更新不用再来授权');
    await one.press('同意,回到山东省');
    await one.heading('承诺书');
    expect(new URL(one.phone.page.url()).origin).toBe(app.world.world.nodes[shandong]!.url);
    expect(one.phone.page.url()).not.toMatch(/code=/);
  });

  test('is decided while she looks on, and the code of Shandong is read by a real decoder [M22] [M25]', async () => {
    await send(one);
    await one.heading('已通过');
    expect(await one.phone.page.locator('.colour-word').textContent()).toBe('绿码');
    expect(await showsItsCode(one)).toMatch(/^TX1:/);
    const { client } = await one.api();
    const code = await client.call(routes.getCode, {});
    expect(code).toMatchObject({ basis: 'conversion', colour: 'green', scope: shandong });
    const { conversions } = await client.call(routes.listConversions, {});
    expect(conversions.map(({ state, destination }) => [state, destination])).toEqual([['approved', '370100']]);
  });

  test('is renewed by one tap, since she has let her province be asked again [M50]', async () => {
    await one.press('办事');
    await one.phone.page.getByRole('button', { name: '外省码转换' }).click();
    await one.heading('更新转入的码');
    await one.press('我承诺属实,没有变化,更新');
    await one.heading('转码申请');
    await one.heading('已通过');
    const { conversions } = await (await one.api()).client.call(routes.listConversions, {});
    expect(conversions[0]?.renews).toBe(conversions[1]?.conversionId);
  });

  test('has complained of nothing', () => {
    expect(one.phone.complaints).toEqual([]);
  });
});

describe('what stands in the way', slow, () => {
  test('another phone number at home is said with what helps, and the same application goes on when it is cured [M26]', async () => {
    const one = await traveller(62_002);
    const newPhone = makePerson({ seed: 62_003, division: '140105' }).phone;
    await introduce(app.world.world.simulators, [{ ...one.person, phone: newPhone }]);
    await arrive(one, newPhone);
    await fillIn(one);
    const home = await agree(one);
    await one.press('同意,回到山东省');
    await one.heading('承诺书');
    await send(one);
    await one.reads('姓名与证件号一致,手机号与原省份登记的不同。');
    const before = (await codesFor(newPhone)).length;
    await home.client.call(routes.sendPhoneChangeCode, { body: { phone: newPhone } });
    const code = await until('the code arrives', async () => (await codesFor(newPhone))[before]);
    await home.client.call(routes.changePhone, { body: { phone: newPhone, code } });
    // By then it may have gone on by itself.
    const { page } = one.phone;
    const goOn = page.getByRole('button', { name: '继续', exact: true });
    await goOn
      .or(page.getByRole('heading', { name: '已通过', exact: true }))
      .first()
      .click();
    await one.heading('已通过');
    expect(await showsItsCode(one)).toMatch(/^TX1:/);
    const { conversions } = await (await one.api()).client.call(routes.listConversions, {});
    expect(conversions).toHaveLength(1);
  });

  test('a request from nobody it knows is agreed to by nobody, and goes nowhere', async () => {
    const { page } = await app.phone(shanxi);
    const challenge = 'A'.repeat(43);
    await page.goto(
      `${app.world.world.nodes[shanxi]!.url}/app/#/pages/authorise/index?audience=650000&challenge=${challenge}`,
    );
    await page.reload();
    await page.getByRole('heading', { name: '不能确认是谁在请求', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: '同意' }).count()).toBe(0);
  });

  test('at a door of Shandong she scans what the guard shows her, and both places are filled in; who does not agree comes back to what she entered [M22]', async () => {
    const one = await traveller(62_004);
    await arrive(one);
    const { show } = await settlePhone(app.world, shanxi, { seed: 62_104, division: '140105' });
    const shown = await shownToForeignCode(app.browser, app.world.world.nodes[shandong]!, '370102', await show());
    await one.phone.page.goto(shown);
    await one.phone.page.reload();
    await one.phone.page.getByRole('radio', { name: '山西省', exact: true, checked: true }).waitFor();
    await one.press('下一步');
    await one.reads('山东省 济南市 历下区');
    await one.press('下一步');
    await fillInHerself(one);
    const { client } = await agree(one);
    await one.press('不同意');
    await one.heading('没有授权');
    await one.press('回到申请');
    await one.heading('在山西省授权');
    expect(await client.call(routes.listConsents, {})).toEqual({ consents: [] });
  });

  test('with an address from a mini-program she agrees as well, and what she is sent back with waits for it; no is no [M22]', async () => {
    const one = await traveller(62_006);
    const { nodes, simulators } = app.world.world;
    const codeVerifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
    const address = `${nodes[shanxi]!.url}/app/#/pages/authorise/index?audience=${shandong}&challenge=${challenge}`;
    await one.phone.page.goto(address);
    await settleThere(one);
    const smsManagementUrl = simulators['sms-gateway'].managementUrl;
    const abroad = await signInCitizen({ url: nodes[shandong]!.url, smsManagementUrl }, one.person);
    await abroad.verify();
    const left = async () =>
      (await abroad.client.call(routes.takeConsentReturn, { body: { codeVerifier } })).authorizationCode;
    await one.press('不同意');
    await one.reads('没有提供任何信息。请回到小程序,已填写的内容都在;您可以随时再来授权,或改用别的方式。');
    expect(await left()).toBeNull();
    await one.phone.page.goto(address);
    await one.press('同意,回到山东省');
    await one.heading('已同意');
    expect(await left()).toMatch(/^[\w-]{43}$/);
    expect(one.phone.complaints).toEqual([]);
  });

  test('a province that does not answer is asked again by itself, and nothing is typed again [M27] [M28]', async () => {
    const one = await traveller(62_005);
    await arrive(one);
    await fillIn(one);
    await agree(one);
    await one.press('同意,回到山东省');
    await one.heading('承诺书');
    await app.world.world.nodes[shanxi]!.kill('web');
    await send(one);
    await one.heading('等待答复');
    await one.reads('原省份的系统暂时没有回应。');
    await app.world.world.nodes[shanxi]!.start('web');
    await one.phone.page.getByRole('heading', { name: '已通过', exact: true }).waitFor({ timeout: 90_000 });
    expect(await showsItsCode(one)).toMatch(/^TX1:/);
  }, 150_000);
});
