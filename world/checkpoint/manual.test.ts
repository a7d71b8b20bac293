import { readFile } from 'node:fs/promises';
import { routes } from '@tongxing/contract';
import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../clients/browser.ts';
import type { Citizen } from '../clients/citizen.ts';
import type { Phone } from '../clients/phone.ts';
import { machineClock } from '../clients/phone.ts';
import { hireStaff } from '../clients/staff.ts';
import { johnSmith, taiwanTraveller } from '../people/cast.ts';
import { makePerson } from '../people/person.ts';
import { makeTraveller, type Traveller } from '../people/traveller.ts';
import { shandong, shanxi } from '../provinces.ts';
import type { WorldNode } from '../world.ts';
import { typeLikeReader } from './test/in-page.ts';
import { linkFor, openGuard, openGuardWorld, type Guard } from './test/open-guard.ts';
import { settle, settlePhone, settleTraveller } from './test/people.ts';

const guardAccount = { username: 'guard-at-the-station', password: 'a word known to nobody else' };
const resident = { seed: 75_001, division: '140105', born: '1980-03-07' };

let story: Awaited<ReturnType<typeof openGuardWorld>>;
let browser: Browser;
let node: WorldNode;
let guard: Guard;
let citizen: Citizen;
let phone: Phone;
let others: readonly Phone[];
let foreign: readonly Phone[];
let paper: string;

const manual = await readFile(new URL('../../docs/checkpoint.md', import.meta.url), 'utf8');
/** The steps of the manual: number and title in Chinese. */
const steps = [...manual.matchAll(/^(\d+)\. \*\*[^*]*?([\u4e00-\u9fff][^*.]*)\.\*\*/gm)].map(
  ([, number, title]) => [Number(number), title!] as const,
);

beforeAll(async () => {
  [story, browser] = await Promise.all([
    openGuardWorld(),
    openBrowser(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']),
  ]);
  node = story.world.nodes[shanxi]!;
  const account = { role: 'guard', division: '140105' } as const;
  await hireStaff(node, { ...account, username: guardAccount.username });
  const another = (seed: number, division: string, district: string) =>
    settlePhone(story, division, { seed, division: district });
  const travelling = async (seed: number, who: Traveller) =>
    (await settleTraveller(story, shanxi, { seed, division: '140105' }, who)).phone;
  [{ citizen, phone }, others, foreign, guard] = await Promise.all([
    settle(story, shanxi, resident),
    Promise.all([another(75_002, shanxi, '140105'), another(75_003, shandong, '370102')]),
    Promise.all([travelling(75_004, johnSmith), travelling(75_005, taiwanTraveller)]),
    openGuard(browser),
  ]);
  guard.page.setDefaultTimeout(10_000);
  paper = (await citizen.client.call(routes.makePaperCode, {})).text;
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await story?.close();
}, 60_000);

const press = (name: string | RegExp) => guard.page.getByRole('button', { name, exact: true }).click();
const says = (text: string | RegExp) => guard.page.getByText(text).first().waitFor();
const fill = (label: string, text: string) => guard.page.getByLabel(label, { exact: true }).fill(text);
const scan = (text: string) => typeLikeReader(guard.page, text);
const verdict = async () => {
  await guard.page.locator('.word').waitFor();
  return guard.page.locator('.word').textContent();
};

async function documentAndTemperature(): Promise<void> {
  await press('相符');
  await press('36.5 ℃');
}

async function ends(expected: string): Promise<void> {
  expect(await verdict()).toBe(expected);
  await press('下一位');
}

async function writeIdentity(type: string, number: string, name: string, country?: string): Promise<void> {
  await guard.page.locator('select').selectOption(type);
  await fill('证件号', number);
  if (country !== undefined) await fill('签发国,3 个字母', country);
  await fill('姓名', name);
}

async function registerByHand(type: string, number: string, name: string, country?: string): Promise<void> {
  await press('人工登记');
  await writeIdentity(type, number, name, country);
  await press('登记');
  await documentAndTemperature();
  await ends('通过');
}

async function askByDocument({ documentType, documentNumber, name, issuingCountry }: Traveller): Promise<void> {
  await press('按证件查询');
  await writeIdentity(documentType, documentNumber, name, issuingCountry);
  await press('查询');
}

/** @param whose number the guard finds on the document again */
const passes = async (whose: Phone, { documentNumber: number }: Pick<Traveller, 'documentNumber'>) => {
  await scan(await whose.show());
  expect(await guard.page.locator('.compare').textContent()).toContain(`尾号 ${number.slice(-4)}`);
  await documentAndTemperature();
  await ends('通过');
};

const somebodyWithPhone = () => passes(phone, makePerson(resident));
const withPassport = () => passes(foreign[0]!, johnSmith);
const withTaiwanPermit = () => passes(foreign[1]!, taiwanTraveller);

const oldMan = async () => {
  await press('没有码');
  await press('按年龄免查');
  await fill('证件上的出生日期,8 位数字', '19480312');
  await press('确定');
  await documentAndTemperature();
  await ends('通过');
};

const family = async () => {
  await press('一家人');
  await scan(await phone.show());
  await says('一家人:已扫 1 位');
  await scan(await others[0]!.show());
  await says('一家人:已扫 2 位');
  await press('都扫完了');
  for (const words of ['相符', '相符', '36.5 ℃', '36.6 ℃']) await press(words);
  await says('共 2 位,2 位通过');
  await press('下一批');
};

const somebodyElses = async () => {
  await scan(await others[0]!.show());
  await press('不符');
  await ends('停');
};

const oldPicture = async () => {
  await scan(await others[0]!.show(machineClock() - 900));
  await says(/请对方重新出示动态码/);
  await ends('停');
};

const anotherProvinces = async () => {
  await scan(await others[1]!.show());
  await says('山东省');
  await guard.page.getByRole('button', { name: /^(下一位|放弃,查下一位)$/ }).click();
};

const { documentNumber, name } = makePerson(resident);

/** Whom the province has never heard of. */
const stranger = makeTraveller({ seed: 21, documentType: '20', issuingCountry: 'GBR' });
const strangerOfTaiwan = makeTraveller({ seed: 22, documentType: '15' });

/** What is done in each step of the manual, by its title there. */
const actions: Readonly<Record<string, () => Promise<void>>> = {
  async 登记设备() {
    await guard.page.goto(
      await linkFor(node, { name: '虚拟火车站进站口', placeType: 'railway-station', division: '140105' }),
    );
    await guard.page.getByRole('heading', { name: '虚拟火车站进站口' }).waitFor();
  },
  async 开始当班() {
    await press('更多');
    await fill('工作账号', guardAccount.username);
    await fill('密码', guardAccount.password);
    await press('开始当班');
    await says('通过 0 · 停 0 · 无法判断 0');
    await press('回到查验');
  },
  有手机的人: somebodyWithPhone,
  async 纸质码() {
    await scan(paper);
    await documentAndTemperature();
    await ends('通过');
  },
  async 只有证件() {
    await press('没有码');
    await press('按证件查询');
    await writeIdentity('10', documentNumber, name);
    await press('查询');
    await documentAndTemperature();
    await ends('通过');
  },
  没有手机的老人: oldMan,
  一家人: family,
  async 持护照的外国人() {
    await withPassport();
    await press('没有码');
    await askByDocument(johnSmith);
    await documentAndTemperature();
    await ends('通过');
    await press('没有码');
    await askByDocument(stranger);
    await says('无法判断');
    await registerByHand('20', stranger.documentNumber, stranger.name, 'GBR');
  },
  async 持台湾居民来往大陆通行证的人() {
    await withTaiwanPermit();
    await press('没有码');
    await askByDocument(taiwanTraveller);
    await documentAndTemperature();
    await ends('通过');
    await press('没有码');
    await registerByHand('15', strangerOfTaiwan.documentNumber, strangerOfTaiwan.name);
  },
  外省来的人: anotherProvinces,
  冒用他人的码: somebodyElses,
  旧截图: oldPicture,
  async 没有网络() {
    await guard.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await node.kill('web');
    await guard.page.reload();
    await says(/^离线/);
    await somebodyWithPhone();
    await withPassport();
    await withTaiwanPermit();
    await oldMan();
    await family();
    await anotherProvinces();
    await somebodyElses();
    await oldPicture();
    await press('没有码');
    await press('按证件查询');
    await writeIdentity('10', documentNumber, name);
    await press('查询');
    await says(/没有连上服务器,没有查询任何人/);
    await press('返回');
    await registerByHand('10', documentNumber, name);
    await scan(paper);
    await registerByHand('10', documentNumber, name);
  },
  async 网络恢复() {
    await node.start('web');
    await expect
      .poll(checked, { timeout: 60_000 })
      .toEqual({ code: 14, document: 3, exemption: 2, manual: 4, 'paper-code': 1 });
    await says(/^联网/);
  },
  async 交班() {
    await press('更多');
    await says(/^通过 \d+ · 停 4 · 无法判断 \d+$/);
    await press('交班');
    await guard.page.getByRole('heading', { name: '开始当班' }).waitFor();
    expect(guard.complaints).toEqual([]);
  },
};

/** Checks of people of this province at the node, by what they rested on: five with codes, each with and without a network. */
async function checked(): Promise<Readonly<Record<string, number>>> {
  const client = new Client({ connectionString: story.databaseUrl(shanxi) });
  await client.connect();
  try {
    const { rows } = await client.query<{ basis: string; times: number }>(
      `select basis, count(*)::integer as times from door_check where not findings @> '{foreign-code}' group by 1 order by 1`,
    );
    return Object.fromEntries(rows.map(({ basis, times }) => [basis, times]));
  } finally {
    await client.end();
  }
}

describe('the manual of the guard', () => {
  test('has an action for each of its steps, and no other', () => {
    expect(steps.map(([number]) => number)).toEqual(steps.map((_, position) => position + 1));
    expect(steps.map(([, title]) => title)).toEqual(Object.keys(actions));
  });

  test.for(steps)('step %s, %s, is done as it says [M41] [M42] [M54] [M56]', async ([, title]) => {
    await actions[title]!();
    expect(await guard.page.locator('main').count()).toBe(1);
  });
});
