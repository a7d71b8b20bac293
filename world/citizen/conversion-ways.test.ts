import { readFile } from 'node:fs/promises';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { usual, type Citizen } from '../clients/citizen.ts';
import { readQr } from '../clients/qr.ts';
import { hireStaff } from '../clients/staff.ts';
import { until } from '../clients/until.ts';
import { makePerson } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { createStoryClock, type StoryClock } from '../stories/scene.ts';
import { photograph } from '../clients/browser.ts';
import { heading, open, press, says } from './test/hand.ts';
import { noisyPng } from './test/noisy-png.ts';
import { openApp, type OpenApp } from './test/open-app.ts';
import { settleWithApp, tellOf } from './test/settled.ts';
import {
  arrive,
  choose,
  keepAt,
  latest,
  pictureOfAWall,
  promise,
  send,
  settle,
  thirteenPlaces,
  type Arrived,
} from './test/travellers.ts';
import { waitOutside } from './test/wait-outside.ts';

let app: OpenApp;
let clock: StoryClock;
beforeAll(async () => {
  app = await openApp();
  clock = createStoryClock(app.world);
}, 600_000);
afterAll(async () => {
  await app?.close();
}, 60_000);

const [minute, hour, day] = [60, 3600, 86_400];
const resident = (seed: number) => makePerson({ seed, division: '140105' });
const ago = (days: number) => new Date((clock.now() - days * day) * 1000).toISOString();

const slow = { timeout: 90_000 };

describe('a code of Shanxi on a screenshot', slow, () => {
  test('an unreadable one is asked for again; her own page, as her phone shows it, is compared and in force at once [M24]', async () => {
    const person = resident(7401);
    const home = await settleWithApp(app, shanxi, person);
    const { away, phone } = await arrive(app, person);
    await send(phone, '用截图核对');
    await heading(phone, '上传原健康码截图');
    await choose(phone, '选择截图', await pictureOfAWall(app));
    await phone.page.getByRole('img', { name: '您选的截图' }).waitFor();
    await press(phone, '发送这张截图');
    await says(phone, '截图里没有认出健康码。');
    await choose(phone, '选择截图', await home.phone.page.screenshot());
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
  let her: Arrived;
  beforeAll(async () => {
    const person = resident(7402);
    await settle(app, person);
    her = await arrive(app, person, { stays: thirteenPlaces(clock.now()) });
  }, 60_000);

  test('asks for tickets and says whom to call; they are sent over a lost network, and each once [M29]', async () => {
    const { phone, away } = her;
    const { page, context } = phone;
    await send(phone, '同意由本省查询');
    await says(phone, '您申报的行程涉及的地点较多,系统无法自动核对。');
    await page.getByRole('button', { name: /0531/ }).first().waitFor();
    for (const side of [40, 41, 42]) await choose(phone, '添加照片', noisyPng(side));
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
    await reviewer.call(routes.decideReview, {
      params,
      body: { decision: 'approve', ground: 'documents-confirm', note },
    });
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
    const { away, phone } = await arrive(app, resident(7403), { stays: thirteenPlaces(clock.now()) });
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
    const { away, phone } = await arrive(app, person);
    await send(phone, '同意由本省查询');
    await heading(phone, '未通过');
    await says(phone, '您填写的姓名和证件号在原省份没有对应的健康码登记。');
    await settle(app, person);
    await press(phone, '用已填写的内容再次申请');
    await heading(phone, '您现在的绿码是哪个省的');
    for (const next of ['要去哪里', '今天有这些症状吗', '近 14 天在哪里', '在山西省授权']) {
      await press(phone, '下一步');
      await heading(phone, next);
    }
    await press(phone, '同意由本省查询');
    await promise(phone);
    await press(phone, '提交申请');
    await heading(phone, '已通过');
    expect((await latest(away)).state).toBe('approved');
    const { conversions } = await away.client.call(routes.listConversions, {});
    expect(conversions.map(({ state }) => state)).toEqual(['approved', 'rejected']);
  });
});

describe('a busy morning', slow, () => {
  test('she has a place, closes the app, opens it again, and is taken in by herself [M28]', async () => {
    const person = resident(7405);
    await settle(app, person);
    const { away, phone } = await arrive(app, person);
    await waitOutside(app, shandong, 6000);
    await send(phone, '同意由本省查询');
    await says(phone, '您是第 6001 号,前面还有');
    await says(phone, /预计 .*轮到您/);
    const { context } = phone;
    await phone.page.close();
    expect((await away.client.call(routes.listConversions, {})).conversions).toEqual([]);
    const page = await context.newPage();
    await page.goto(`${app.world.world.nodes[shandong]!.url}/app/`);
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

describe('who let Shandong ask once, and renews', slow, () => {
  const person = resident(7406);
  let home: Citizen;
  let her: Arrived;
  beforeAll(async () => {
    const settled = await settle(app, person);
    home = settled.citizen;
    her = await arrive(app, person);
    await keepAt(app, her.phone, shanxi, settled.session);
    await send(her.phone, '同意由本省查询');
    await heading(her.phone, '已通过');
  }, 60_000);

  test('is sent to her province to agree, comes back, and renews [M50]', async () => {
    const { phone, away } = her;
    await open(phone, 'conversions/index');
    await heading(phone, '更新转入的码');
    await press(phone, '我承诺属实,没有变化,更新');
    await heading(phone, '山东省想查询您的码');
    await press(phone, '同意,回到山东省');
    await says(phone, '已在原省份授权,请点下面的按钮完成更新。');
    await press(phone, '我承诺属实,没有变化,更新');
    await heading(phone, '转码申请');
    await heading(phone, '已通过');
    expect(await latest(away)).toMatchObject({ state: 'approved', path: 'authorised' });
  });

  test('red at home, reads what each province says and whose turn it is, and appeals where she is [W01]', async () => {
    const { phone, away } = her;
    await tellOf(app, person, [{ kind: 'contact', degree: 'close', since: ago(1) }]);
    await clock.forward(61);
    await home.declare();
    await until('red in Shandong', async () => {
      const { colour } = await away.client.call(routes.getHealthInformation, {});
      return colour === 'red' ? colour : undefined;
    });
    await open(phone, 'said-of-me/index');
    for (const title of ['山西省怎么说', '山东省怎么说', '怎样解除']) await heading(phone, title);
    const [dispute] = (await away.client.call(routes.listDisputes, {})).disputes;
    await says(phone, dispute!.what.zh);
    await says(phone, dispute!.origin.rules[0]!.text.zh);
    await press(phone, '提出申诉');
    await phone.page.getByLabel('说明').fill('我没有接触过任何病例。');
    await press(phone, '提交申诉');
    await heading(phone, '这条记录来自另一个省份');
    await press(phone, '同意转交并提交');
    await heading(phone, '申诉进度');
    await open(phone, 'said-of-me/index');
    await press(phone, '看申诉进度,补充材料');
    await heading(phone, '申诉进度');
    const { appeals } = await away.client.call(routes.listAppeals, {});
    expect(appeals).toMatchObject([{ state: 'open', source: { peer: shanxi } }]);
    expect(phone.complaints).toEqual([]);
  });
});

describe('who comes from a high-risk area', slow, () => {
  test('is put off until a day; then her consent and her declaration are too old, and she types nothing [M21]', async () => {
    const person = resident(7408);
    const { citizen: home } = await settle(app, person);
    const stays = [
      { division: '130102', from: ago(8), to: ago(5) },
      { division: '140105', from: ago(5), to: ago(0) },
    ];
    const { phone, away } = await arrive(app, person, { stays });
    await send(phone, '同意由本省查询');
    await heading(phone, '暂缓办理');
    await heading(phone, '可以找谁');
    const { next, conversionId } = await latest(away);
    await clock.forward(Date.parse(next!.at) / 1000 - clock.now() - hour);
    await home.declare(usual(person, new Date(clock.now() * 1000)));
    await home.colour();
    await home.client.call(routes.applyForCode, { body: { scope: '140100' } });
    await clock.forward(hour + minute);
    await until('her consent is needed once more', async () =>
      (await latest(away)).cause?.code === 'consent-expired' ? true : undefined,
    );
    await phone.page.reload();
    await says(phone, '您在原省份的授权已到期,需要再次授权才能继续。');
    await press(phone, '同意由本省再次查询');
    await says(phone, '您的健康和行程申报时间较久,需要您确认是否仍然属实。');
    await press(phone, '有变化,重新申报');
    await heading(phone, '健康申报');
    await phone.page.goBack();
    await promise(phone);
    await press(phone, '没有变化,继续');
    await heading(phone, '已通过');
    expect(await latest(away)).toMatchObject({ state: 'approved', conversionId });
  });
});
