import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCheckpointApp } from '@tongxing/checkpoint/build';
import { ProblemError, routes } from '@tongxing/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingGlyphs } from '../citizen/test/glyphs.ts';
import { openBrowser } from '../clients/browser.ts';
import { signInCitizen, type Citizen } from '../clients/citizen.ts';
import { hireStaff } from '../clients/staff.ts';
import { overflow, violations } from '../clients/violations.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson } from '../people/person.ts';
import { shanxi } from '../provinces.ts';
import { openStoryWorld } from '../stories/story-world.ts';
import type { WorldNode } from '../world.ts';
import { openGuard, type Guard, type GuardOptions } from './test/open-guard.ts';
import { turnYellow } from './test/people.ts';
import { clientOf, crowd, endSessions, foundOrganisation, type Organisation } from './test/organisation.ts';

const account = { username: 'school-office', password: 'a word known to nobody else' };
const schoolName = '虚拟市小店区第一实验小学北校区';
/** As long as names are, of three peoples. */
const names = ['阿布都热依木江·阿布都克热木·麦麦提', '次仁旺姆德吉卓玛央金拉姆措吉', '王秀英'] as const;
/** What nobody here may be told: a colour, a reason, a test, a place. */
const secrets = /green|yellow|"red|绿码|黄码|红码|colour|reason|contact|密接|同行|sx-|核酸|sampled/i;

const looks: readonly (readonly [string, GuardOptions])[] = [
  ['a phone in Chinese', {}],
  ['a phone in English, dark', { language: 'en-GB', dark: true }],
  ['a phone at twice the size', { language: 'en-GB', width: 320, height: 512 }],
  ['a desktop in Chinese', { width: 1280, height: 800 }],
  ['a desktop in English, dark', { language: 'en-GB', dark: true, width: 1280, height: 800 }],
];

let world: Awaited<ReturnType<typeof openStoryWorld>>;
let browser: Browser;
let node: WorldNode;
let school: Organisation;
let people: readonly Citizen[];
let desk: Guard;
const answered: string[] = [];
const pictures = process.env['TONGXING_PICTURES'] ?? (await mkdtemp(join(tmpdir(), 'tx-roster-')));

beforeAll(async () => {
  [world, browser] = await Promise.all([openStoryWorld({ divisions: [shanxi] }), openBrowser(), buildCheckpointApp()]);
  node = world.world.nodes[shanxi]!;
  school = await foundOrganisation(node, { kind: 'school', division: '140105', name: schoolName }, account);
  await hireStaff(node, { username: 'guard-at-the-gate', role: 'guard', division: '140105' });
  await hireStaff(node, { username: 'nobodys-office', role: 'roster', division: '140105' });
  people = await Promise.all(names.map((name, position) => settle(76_001 + position, name)));
  desk = await openGuard(browser, { width: 1280, height: 800 });
  desk.page.setDefaultTimeout(10_000);
  desk.page.on('response', async (response) => {
    if (response.headers()['content-type']?.includes('json') === true) answered.push(await response.text());
  });
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await world?.close();
  if (process.env['TONGXING_PICTURES'] === undefined) await rm(pictures, { recursive: true });
}, 60_000);

async function settle(seed: number, name: string): Promise<Citizen> {
  const person = { ...makePerson({ seed, division: '140105' }), name };
  await introduce(world.world.simulators, [person]);
  const smsManagementUrl = world.world.simulators['sms-gateway'].managementUrl;
  const citizen = await signInCitizen({ url: node.url, smsManagementUrl }, person);
  await citizen.verify();
  await citizen.declare();
  await citizen.colour();
  return citizen;
}

const press = (name: string | RegExp, page = desk.page) => page.getByRole('button', { name, exact: true }).click();
const says = (text: string | RegExp) => desk.page.getByText(text).first().waitFor();
const heading = (name: string) => desk.page.getByRole('heading', { name, exact: true }).waitFor();
const whole = (count: number, page = desk.page) =>
  page.getByText(new RegExp(`^(共 ${count} 位|${count} people)$`)).waitFor();
const rows = () => desk.page.locator('.person').allInnerTexts();
const joins = ({ client }: Citizen, code: string, showName: 'full' | 'masked') =>
  client.call(routes.joinRoster, { body: { code, showName, agreed: true } });
const ownOf = async ({ client }: Citizen) => (await client.call(routes.listRosters, {})).rosters[0]!;
const asks = async (citizen: Citizen) =>
  citizen.client.call(routes.askReturn, { params: { memberId: (await ownOf(citizen)).memberId } });
const invited = async (page = desk.page) => (await page.locator('.part > .code').textContent())!;

/** What to press or to type into is at least as large as a finger. */
const tooSmall = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('button, input')]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.5)
    .map((each) => each.outerHTML.slice(0, 80))`);

async function signIn(page = desk.page, { username, password } = account): Promise<void> {
  await page.getByLabel(/^(工作账号|Account)$/).fill(username);
  await page.getByLabel(/^(密码|Password)$/).fill(password);
  await press(/^(登录|Sign in)$/, page);
}

describe('the page of an employer or a school', () => {
  test('lets in whom it is for, and says to everybody else what to do', async () => {
    await desk.page.goto(`${node.url}/roster`);
    await signIn(desk.page, { ...account, password: 'not this one' });
    await says('用户名或密码不正确。请核对后再试。');
    await signIn(desk.page, { ...account, password: 'short' });
    await says(/^工作账号或密码不正确。/);
    await signIn(desk.page, { username: 'guard-at-the-gate', password: account.password });
    await says(/^这个账号的岗位是「查验员」,看不到单位名单,已退出。/);
    await signIn(desk.page, { username: 'nobodys-office', password: account.password });
    await says('您的账号还没有单位。请管理员把您指定为单位或学校的管理人员。没有任何内容被更改。');
    await press('退出登录');
    const admin = await clientOf(node);
    const { password } = await admin.call(routes.resetStaffPassword, { params: { staffId: school.staffId } });
    await signIn(desk.page, { ...account, password });
    await heading('设置您自己的密码');
    const chosen = 'a sentence of the school office';
    for (const label of ['新密码', '再输入一次']) await desk.page.getByLabel(label, { exact: true }).fill('too short');
    await press('保存并打开名单');
    await says(/^新密码不到 12 个字符/);
    for (const label of ['新密码', '再输入一次']) await desk.page.getByLabel(label, { exact: true }).fill(chosen);
    await press('保存并打开名单');
    await heading(schoolName);
    await heading('名单上还没有人');
    Object.assign(account, { password: chosen });
    expect(answered.filter((body) => secrets.test(body))).toEqual([]);
  });

  test('invites by a code that it prints, and one that was replaced is refused [M45]', async () => {
    await press('生成加入码');
    await desk.page.locator('.part > .qr').waitFor();
    const first = await invited();
    await desk.page.emulateMedia({ media: 'print' });
    await desk.page.setViewportSize({ width: 673, height: 1000 });
    expect(await desk.page.locator('.sheet').innerText()).toMatch(/扫码加入名单[^]*Scan to join[^]*看不到颜色/);
    expect(await desk.page.locator('.top').isVisible()).toBe(false);
    const paper = await desk.page.pdf({ preferCSSPageSize: true });
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
    await desk.page.screenshot({ path: join(pictures, 'sheet.png'), fullPage: true });
    await desk.page.emulateMedia({ media: 'screen' });
    await desk.page.setViewportSize({ width: 1280, height: 800 });
    await joins(people[0]!, first, 'full');
    await press('生成新的加入码');
    await says(/^现在的加入码本可用到 .*,会立即失效/);
    await press('生成新的,停用现在的');
    await expect.poll(() => invited()).not.toBe(first);
    await expect(joins(people[1]!, first, 'full')).rejects.toThrow(ProblemError);
    await joins(people[1]!, await invited(), 'full');
    await joins(people[2]!, await invited(), 'masked');
  });

  test('sees who may come and who may not, by the name agreed to, and nothing of why; and the people see that it looked [M45]', async () => {
    await press('重新读取');
    await whole(3);
    expect((await rows()).map((row) => row.split('\n').slice(0, 2))).toEqual(
      expect.arrayContaining([...names.slice(0, 2), '王*英'].map((name) => [name, '可到校'])),
    );
    const [she] = people;
    await turnYellow(world, she!);
    await press('重新读取');
    await desk.page.locator('.person.stop').waitFor();
    expect((await rows())[0]).toMatch(new RegExp(`^${names[0]}\n不可到校`));
    expect(answered.filter((body) => secrets.test(body))).toEqual([]);
    expect(await desk.page.locator('#app').innerText()).not.toMatch(/黄|红码|绿码|密接|同行/);
    const { records } = await she!.client.call(routes.listAccessRecords, {});
    expect(records.map(({ purpose }) => purpose.code)).toEqual(['roster']);
  });

  test('lets somebody come back who asked, on a day on which she may, and says why not until then [M45]', async () => {
    for (const citizen of people.slice(0, 2)) await asks(citizen);
    await press('重新读取');
    await says(/^今天还不能同意:今日是「不可到校」。/);
    await press(`同意复学 ${names[1]}`);
    await says(/^已同意 · /);
    expect((await ownOf(people[1]!)).return?.approvedAt).not.toBeNull();
    expect(await desk.page.getByRole('button', { name: /^同意复学/ }).count()).toBe(0);
  });

  test('says what ends before it takes somebody off, and then she is on no list of it', async () => {
    await press('移除 王*英');
    await says(/^从此刻起,您看不到这个人的结果/);
    await desk.page.keyboard.press('Escape');
    expect(await rows()).toHaveLength(3);
    await press('移除 王*英');
    await press('移出名单');
    await says('已移除 王*英。');
    expect(await rows()).toHaveLength(2);
    expect((await people[2]!.client.call(routes.listRosters, {})).rosters).toEqual([]);
    // Who has left by herself is said to have, and the list is right again.
    await people[1]!.client.call(routes.leaveRoster, { params: { memberId: (await ownOf(people[1]!)).memberId } });
    await press(`移除 ${names[1]}`);
    await press('移出名单');
    await says(/^这个人已不在名单上/);
    expect(await rows()).toHaveLength(1);
  });

  test('says that a session has ended, puts the names away, and has kept what was typed', async () => {
    await desk.page.getByLabel('查找姓名').fill('热依木江·');
    const code = await invited();
    await endSessions(world.databaseUrl(shanxi), school.staffId);
    await press('重新读取');
    await says(/^登录已结束,名单已从屏幕上收起/);
    expect(await desk.page.content()).not.toContain(names[0]);
    await signIn();
    await desk.page.locator('.person').waitFor();
    expect(await desk.page.getByLabel('查找姓名').inputValue()).toBe('热依木江·');
    expect(await invited()).toBe(code);
    await desk.page.reload();
    await heading(schoolName);
    await says(/^已有加入码,有效至 /);
    await press('退出登录');
    await desk.page.getByLabel('密码').waitFor();
    expect(await desk.page.evaluate('JSON.stringify([sessionStorage, localStorage])')).not.toContain('token');
    const { code: next } = await (await clientOf(node, account)).call(routes.inviteToRoster, {});
    for (const citizen of people) await joins(citizen, next, 'full');
    for (const citizen of people.slice(0, 2)) await asks(citizen);
  });

  test.for(looks)(
    'is drawn whole on %s, fits, can be touched, and axe finds nothing that keeps anybody out',
    async ([name, look]) => {
      const { page, context, complaints } = await openGuard(browser, look);
      const examine = async (screen: string) => {
        expect.soft(await overflow(page), `${screen} is as wide as the screen`).toBe(0);
        expect.soft(await missingGlyphs(page), `${screen} has characters that nothing can draw`).toEqual([]);
        expect.soft(await tooSmall(page), screen).toEqual([]);
        expect.soft(await violations(page), screen).toEqual([]);
        await page.screenshot({
          path: join(pictures, `${name.replaceAll(/\W+/g, '-')}-${screen}.png`),
          fullPage: true,
        });
      };
      const turnTo = async (part: RegExp) => {
        if ((look.width ?? 360) < 1000) await page.locator('.parts').getByRole('button', { name: part }).click();
      };
      await page.goto(`${node.url}/roster/`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await examine('sign-in');
      await signIn(page);
      await whole(3, page);
      await examine('today');
      await press(new RegExp(`^(移除|Remove) ${names[0]}$`), page);
      await examine('removing');
      await page.keyboard.press('Escape');
      await turnTo(/^(复学|Returns)/);
      await examine('returns');
      await turnTo(/^(加入码|Joining)$/);
      await press(/^(生成新的加入码|Make a new code)$/, page);
      await examine('replacing');
      await press(/^(生成新的,停用现在的|Make a new one, end this one)$/, page);
      await page.locator('.part > .qr').waitFor();
      await examine('joining');
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test('reads two thousand pupils page by page, goes on where the network broke off, and draws a part at a time', async () => {
    await crowd(world.databaseUrl(shanxi), school.organisationId, 1997);
    let pages = 0;
    await desk.page.route('**/roster?after=*', (route) => ((pages += 1) === 4 ? route.abort() : route.continue()));
    await signIn();
    await says('没有连上服务器,名单没有读全。请检查网络后再读;已经显示的还是原来的结果。');
    await says('共 400 位,没有读全');
    await press('从第 401 位继续读取');
    await whole(2000);
    expect(pages).toBe(20);
    expect(await rows()).toHaveLength(100);
    await press('再显示 100 位');
    expect(await rows()).toHaveLength(200);
    await desk.page.getByLabel('查找姓名').pressSequentially('德吉卓玛');
    const found = desk.page.getByText(/^找到 (66\d) 位,共 2000 位$/);
    await found.waitFor();
    expect(new Set((await rows()).map((row) => row.split('\n')[0]))).toEqual(new Set([names[1]]));
    await press('显示全部');
    await desk.page.getByRole('button', { name: /不可到校$/ }).click();
    expect((await rows()).every((row) => row.includes('不可到校'))).toBe(true);
    await desk.page.screenshot({ path: join(pictures, 'two-thousand.png') });
  });

  test('had nothing to complain of', () => {
    expect(desk.complaints).toEqual([]);
  });
});
