import { readFile } from 'node:fs/promises';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Citizen } from '../clients/citizen.ts';
import { readQr } from '../clients/qr.ts';
import { hireStaff } from '../clients/staff.ts';
import { until } from '../clients/until.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson, type Person } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { photograph } from '../walk/test/browser.ts';
import { enter } from './test/enter.ts';
import { noisyPng } from './test/noisy-png.ts';
import { openApp, type OpenApp, type Phone } from './test/open-app.ts';
import { settleWithApp } from './test/settled.ts';
import { waitOutside } from './test/wait-outside.ts';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp();
}, 600_000);
afterAll(async () => {
  await app?.close();
}, 60_000);

const day = 86_400_000;
const resident = (seed: number) => makePerson({ seed, division: '140105' });
const nodeOf = (division: string) => ({
  url: app.world.world.nodes[division]!.url,
  smsManagementUrl: app.world.world.simulators['sms-gateway'].managementUrl,
});

/** Green at home, unless she has no code there. */
async function settle(person: Person): Promise<Citizen> {
  await introduce(app.world.world.simulators, [person]);
  const { citizen } = await enter(nodeOf(shanxi), person);
  await citizen.verify();
  await citizen.declare();
  await citizen.colour();
  await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
  return citizen;
}

/** In Shandong, verified, with the app on her phone and what she has entered so far: from Shanxi to Jinan. */
async function arrive(person: Person, drafts: object = {}): Promise<{ readonly away: Citizen; readonly phone: Phone }> {
  await introduce(app.world.world.simulators, [person]);
  const { citizen: away, session } = await enter(nodeOf(shandong), person);
  await away.verify();
  const conversion = { originDivision: shanxi, destination: '370100' };
  const phone = await app.phone(shandong, { kept: { session, drafts: { conversion, ...drafts } } });
  phone.page.setDefaultTimeout(20_000);
  await heading(phone, '山东省电子健康通行码');
  return { away, phone };
}

const press = ({ page }: Phone, name: string) => page.getByRole('button', { name, exact: true }).last().click();
const heading = ({ page }: Phone, name: string) => page.getByRole('heading', { name, exact: true }).last().waitFor();
const says = ({ page }: Phone, text: string | RegExp) => page.getByText(text).last().waitFor();
const open = async ({ page }: Phone, at: string) => {
  await page.evaluate(`location.hash = '#/pages/${at}'`);
};

/** By the way chosen, from the step at which it is chosen. */
async function send(phone: Phone, way: '同意由本省查询' | '用截图核对'): Promise<void> {
  await open(phone, 'convert/index?part=consent');
  await press(phone, way);
  await promise(phone);
}

async function promise(phone: Phone): Promise<void> {
  await phone.page.getByRole('checkbox', { name: '我已阅读并承诺' }).click();
  await press(phone, '提交申请');
}

async function choose({ page }: Phone, name: string, files: Parameters<Page['setFiles']>[0]): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name, exact: true }).click();
  await (await choosing).setFiles(files);
}
type Page = import('playwright-core').FileChooser;

const png = (buffer: Buffer) => ({ name: 'picture.png', mimeType: 'image/png', buffer });
async function pictureOfAWall(): Promise<Buffer> {
  const wall = await app.browser.newPage({ viewport: { width: 360, height: 640 } });
  try {
    await wall.setContent('<body style="background:#889">');
    return await wall.screenshot();
  } finally {
    await wall.close();
  }
}
const latest = async ({ client }: Citizen) => (await client.call(routes.listConversions, {})).conversions[0]!;

// One more than the profile of Shandong has compared by itself.
const places = '110101 110102 120101 150102 140105 210102 220102 230102 310101 320102 330102 340102 350102'.split(' ');
function thirteenPlaces(): schemas.Stay[] {
  const at = (days: number) => new Date(Date.now() - days * day).toISOString();
  return places.map((division, position) => ({ division, from: at(13 - position), to: at(12 - position) }));
}

const slow = { timeout: 90_000 };

describe('a code of Shanxi on a screenshot', slow, () => {
  test('an unreadable one is asked for again; her own page, as her phone shows it, is compared and in force at once [M24]', async () => {
    const person = resident(7401);
    const home = await settleWithApp(app, shanxi, person);
    const { away, phone } = await arrive(person);
    await send(phone, '用截图核对');
    await heading(phone, '上传原健康码截图');
    await choose(phone, '选择截图', png(await pictureOfAWall()));
    await phone.page.getByRole('img', { name: '您选的截图' }).waitFor();
    await press(phone, '发送这张截图');
    await says(phone, '截图里没有认出健康码。');
    await choose(phone, '选择截图', png(await home.phone.page.screenshot()));
    await press(phone, '发送这张截图');
    await heading(phone, '已通过');
    await says(phone, '二维码由发码省份签发,签名有效。');
    await phone.page.getByRole('button', { name: '出示健康码' }).waitFor();
    expect(await latest(away)).toMatchObject({ state: 'approved', path: 'picture', colour: 'green' });
    const { findings } = await away.client.call(routes.getPicture, {
      params: { conversionId: (await latest(away)).conversionId },
    });
    expect(findings.filter(({ state }) => state === 'contradicts')).toEqual([]);
    expect(phone.complaints).toEqual([]);
  });
});

describe('an itinerary of thirteen places', slow, () => {
  let her: Awaited<ReturnType<typeof arrive>>;
  beforeAll(async () => {
    const person = resident(7402);
    await settle(person);
    her = await arrive(person, { stays: thirteenPlaces() });
  }, 60_000);

  test('asks for tickets and says whom to call; they are sent over a lost network, and each once [M29]', async () => {
    const { phone, away } = her;
    const { page, context } = phone;
    await send(phone, '同意由本省查询');
    await says(phone, '您申报的行程涉及的地点较多,系统无法自动核对。');
    await page.getByRole('button', { name: /0531/ }).first().waitFor();
    for (const side of [40, 41, 42]) await choose(phone, '添加照片', png(noisyPng(side)));
    await page.getByRole('button', { name: '移除第 2 份' }).click();
    await context.setOffline(true);
    await press(phone, '发送 2 份');
    await says(phone, '手机现在没有网络');
    await says(phone, '还有 2 份没有发出,都在上面;已收到的不用再发。');
    await context.setOffline(false);
    // The first arrives, and its answer is lost.
    await page.route(
      '**/documents',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await press(phone, '发送 2 份');
    await page.getByRole('list', { name: '已收到的材料' }).getByRole('listitem').nth(1).waitFor();
    expect((await latest(away)).documents).toHaveLength(2);
    await press(phone, '材料齐了,交工作人员比对');
    await heading(phone, '审核中');
  });

  test('is approved by a reviewer where she is going, and she reads it [M23] [M29]', async () => {
    const { phone, away } = her;
    const account = { username: 'reviewer-74', role: 'reviewer', division: shandong } as const;
    const reviewer = await hireStaff(app.world.world.nodes[shandong]!, account);
    const { reviews } = await reviewer.call(routes.listReviews, {});
    const params = { reviewId: reviews.find(({ kind }) => kind === 'itinerary')!.reviewId };
    await reviewer.call(routes.claimReview, { params });
    const note = '车票与行程一致。';
    await reviewer.call(routes.decideReview, { params, body: { decision: 'approve', ground: 'documents-confirm', note } });
    await phone.page.reload();
    await heading(phone, '已通过');
    expect(await latest(away)).toMatchObject({ state: 'approved', path: 'linked' });
  });

  test('leaves her a proof to keep, which anybody checks [M57] [W08]', async () => {
    const { phone } = her;
    const { page } = phone;
    await press(phone, '转码成功证明');
    const code = page.getByRole('img', { name: '核验二维码,扫码查看证明是否仍然有效' });
    await code.waitFor();
    const address = await readQr(await photograph(app.browser, page, '.check-code .qr'));
    const id = /\/check\?id=([0-9a-f-]{36})$/.exec(address ?? '')?.[1];
    const checked = await (await fetch(address!)).text();
    expect(checked).toContain(id);
    expect(checked).toContain('有效');
    const saving = page.waitForEvent('download');
    await press(phone, '保存 PDF');
    const file = await readFile(await (await saving).path());
    expect([file.subarray(0, 5).toString(), file.includes('/EmbeddedFile')]).toEqual(['%PDF-', true]);
    expect(phone.complaints).toEqual([]);
  });

  test('can be withdrawn, is applied for again with all that was entered, and is nobody’s loss', async () => {
    const { away, phone } = await arrive(resident(7403), { stays: thirteenPlaces() });
    await send(phone, '同意由本省查询');
    await heading(phone, '等您补充');
    await press(phone, '撤回申请');
    await press(phone, '确定撤回');
    await heading(phone, '已撤回');
    await press(phone, '用已填写的内容再次申请');
    await heading(phone, '您现在的绿码是哪个省的');
    const kept: string = await phone.page.evaluate(`localStorage.getItem('tongxing.1')`);
    const { drafts } = JSON.parse(kept) as { drafts: { stays: schemas.Stay[]; conversion: object } };
    expect([drafts.stays.length, drafts.conversion]).toEqual([
      13,
      { originDivision: shanxi, destination: '370100', draftId: (await latest(away)).conversionId },
    ]);
  });
});

describe('who has no code at home', slow, () => {
  test('is refused with the cure; with a code there she applies again, and types nothing', async () => {
    const person = resident(7404);
    const { away, phone } = await arrive(person);
    await send(phone, '同意由本省查询');
    await heading(phone, '未通过');
    await says(phone, '您填写的姓名和证件号在原省份没有对应的健康码登记。');
    await settle(person);
    await press(phone, '用已填写的内容再次申请');
    await heading(phone, '您现在的绿码是哪个省的');
    for (const next of ['要去哪里', '今天有这些症状吗', '近 14 天在哪里', '在山西省授权']) {
      await press(phone, '下一步');
      await heading(phone, next);
    }
    await press(phone, '同意由本省查询');
    await promise(phone);
    await heading(phone, '已通过');
    expect((await latest(away)).state).toBe('approved');
    const { conversions } = await away.client.call(routes.listConversions, {});
    expect(conversions.map(({ state }) => state)).toEqual(['approved', 'rejected']);
  });
});

describe('a busy morning', slow, () => {
  test('she has a place, closes the app, opens it again, and is taken in by herself [M28]', async () => {
    const person = resident(7405);
    await settle(person);
    const { away, phone } = await arrive(person);
    await waitOutside(app, shandong, 6000);
    await send(phone, '同意由本省查询');
    await says(phone, '您是第 6001 号,前面还有');
    await says(phone, /预计 .*轮到您/);
    const { context } = phone;
    await phone.page.close();
    expect((await away.client.call(routes.listConversions, {})).conversions).toEqual([]);
    const page = await context.newPage();
    await page.goto(`${nodeOf(shandong).url}/app/`);
    const done = await until('she is taken in and decided', async () => {
      const [application] = (await away.client.call(routes.listConversions, {})).conversions;
      return application?.state === 'approved' ? application : undefined;
    });
    await page.evaluate(`location.hash = '#/pages/conversion/index?id=${done.conversionId}'`);
    await page.getByRole('heading', { name: '已通过', exact: true }).waitFor();
    const kept: string = await page.evaluate(`localStorage.getItem('tongxing.1')`);
    expect((JSON.parse(kept) as { drafts: object }).drafts).toEqual({});
  });
});
