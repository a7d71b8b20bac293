import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hireStaff } from '../clients/staff.ts';
import { until } from '../clients/until.ts';
import { makePerson, type Person } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { manage } from '../simulators/ask.ts';
import { createStoryClock, type StoryClock } from '../stories/scene.ts';
import { noisyPng } from './test/noisy-png.ts';
import { open, press, says, title } from './test/hand.ts';
import { openApp, type OpenApp } from './test/open-app.ts';
import { settleWithApp, tellOf, type Settled } from './test/settled.ts';

let app: OpenApp;
let clock: StoryClock;
const person: Person = makePerson({ seed: 63_001, division: '140105' });
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

beforeAll(async () => {
  app = await openApp();
  clock = createStoryClock(app.world);
}, 600_000);

afterAll(async () => {
  await app?.close();
}, 60_000);

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();
describe('whose code turns red', () => {
  let her: Settled;
  beforeAll(async () => {
    her = await settleWithApp(app, shanxi, person);
  }, 60_000);

  test('sees it by 联网更新, with nothing started anew [M30]', async () => {
    const { phone, citizen } = her;
    expect(await phone.page.locator('.colour-word').textContent()).toBe('绿码');
    await tellOf(app, person, [{ kind: 'contact', degree: 'close', since: ago(day) }]);
    // A source is asked about somebody once a minute at most.
    await clock.forward(61);
    await citizen.declare();
    await until('the node has her red', async () => {
      const { colour } = await citizen.client.call(routes.getHealthInformation, {});
      return colour === 'red' ? colour : undefined;
    });
    await press(phone, '联网更新');
    await phone.page.locator('.colour-word', { hasText: '红码' }).waitFor();
  });

  test('is told why, until when, what releases it, what she can do and who helps [M31] [W01]', async () => {
    const { phone, citizen } = her;
    await press(phone, '现在怎么办');
    await title(phone, '现在怎么办');
    await says(phone, '什么时候转绿');
    const told = await citizen.client.call(routes.getExplanation, {});
    for (const text of [
      told.summary,
      told.reasons[0]!.text,
      told.reasons[0]!.release,
      told.actions[0]!.text,
      told.contest.text,
    ]) {
      await says(phone, text.zh);
    }
    await says(phone, /还剩 \d+ 天/);
    expect(await phone.page.getByRole('button', { name: '拨打 0351-12320' }).count()).toBeGreaterThan(0);
  });

  test('compares her fourteen days with the list of risk areas, and sees her tests [M31]', async () => {
    const { phone } = her;
    await open(phone, 'self-check/index');
    await title(phone, '核对行程和检测');
    await says(phone, '✓ 不在风险地区名单上');
    await says(phone, '没有检测记录。');
    expect(await phone.page.getByText('在风险地区名单上', { exact: true }).count()).toBe(0);
  });

  test('appeals before a departure: the urgent way, its clock, and a picture sent with it [M31] [M55] [W05]', async () => {
    const { phone, citizen } = her;
    await open(phone, 'abnormal/index');
    await press(phone, '提出申诉');
    await title(phone, '提出申诉');
    await phone.page.getByRole('radio', { name: '记录不是我的' }).click();
    await phone.page.getByLabel('说明').fill('那天我一直在家,没有接触过任何人。');
    await phone.page.getByRole('checkbox', { name: /我很快要出发/ }).click();
    await phone.page.getByLabel('车次、航班号或船次').fill('g1234');
    const departure = new Date(clock.now() * 1000 + 6 * hour + 8 * hour);
    await phone.page
      .getByRole('radio', { name: `${departure.getUTCMonth() + 1}月${departure.getUTCDate()}日` })
      .click();
    await phone.page.getByLabel('发车时间').fill(departure.toISOString().slice(11, 16).replace(':', ''));
    await press(phone, '提交申诉');
    await title(phone, '申诉进度');
    await says(phone, '办理中,还剩 2 小时');
    await says(phone, '紧急通道');
    const choosing = phone.page.waitForEvent('filechooser');
    await press(phone, '添加照片');
    await (await choosing).setFiles({ name: 'ticket.png', mimeType: 'image/png', buffer: noisyPng(700) });
    await says(phone, /KB,.* 收到/);
    const { appeals } = await citizen.client.call(routes.listAppeals, {});
    expect(appeals).toMatchObject([{ lane: 'urgent', ground: 'not-mine', attachments: [{ mediaType: 'image/jpeg' }] }]);
    expect(appeals[0]!.attachments[0]!.size).toBeLessThan(525_000);
  });

  test('reads what she was told, newest first; opened, a message is read [W01]', async () => {
    const { phone, citizen } = her;
    await open(phone, 'me/index');
    await phone.page.getByRole('button', { name: /我的消息.*未读/ }).click();
    await title(phone, '我的消息');
    const { messages } = await citizen.client.call(routes.listMessages, { query: {} });
    const red = messages.findIndex(({ kind }) => kind === 'colour-changed');
    const item = phone.page.locator('.message').nth(red);
    await item.getByRole('button').first().click();
    await item.getByText(messages[red]!.reasons[0]!.release.zh, { exact: true }).waitFor();
    await item.locator('.mark').waitFor({ state: 'detached' });
    const after = await citizen.client.call(routes.listMessages, { query: {} });
    expect(after.messages.map(({ readAt }) => readAt !== null)).toEqual(messages.map((_, place) => place === red));
  });

  test('sees who looked at her data, and what for [W12]', async () => {
    const { phone } = her;
    const [role, division] = ['hotline', shanxi] as const;
    const officer = await hireStaff(app.world.world.nodes[shanxi]!, { username: 'hotline-63', role, division });
    const reference = 'HL-20261124-0063';
    const { documentNumber } = person;
    const body = { documentType: '10', documentNumber, purpose: 'hotline-call', reference } as const;
    expect((await officer.call(routes.lookUpPerson, { body })).found).toBe(true);
    await open(phone, 'me/index');
    await press(phone, '谁看过我的信息');
    await title(phone, '谁看过我的信息');
    await says(phone, '接听您的热线来电');
    await says(phone, reference);
  });

  test('withdraws the consent she gave to another province [W12]', async () => {
    const { phone, citizen } = her;
    await citizen.consent(shandong);
    await open(phone, 'consents/index');
    await title(phone, '我的授权');
    await says(phone, '山东省');
    await press(phone, '撤回授权');
    await says(phone, '已撤回');
    const { consents } = await citizen.client.call(routes.listConsents, {});
    expect(consents.map(({ withdrawnAt }) => withdrawnAt !== null)).toEqual([true]);
  });

  test('has met nothing that the app complained of', () => {
    expect(her.phone.complaints).toEqual([]);
  });
});

describe('who was released and is still red', () => {
  const released = makePerson({ seed: 63_002, division: '140105' });
  let her: Settled;
  beforeAll(async () => {
    const records = [{ kind: 'contact', degree: 'close', since: ago(4 * day) }];
    her = await settleWithApp(app, shanxi, released, records);
  }, 60_000);

  test('applies to turn green, once: a case with a clock [M32]', async () => {
    const { phone, citizen } = her;
    await press(phone, '现在怎么办');
    await press(phone, '申请转绿');
    await title(phone, '转绿申请');
    await phone.page.locator('.day').nth(3).click();
    await phone.page.getByLabel('说明').fill('社区三天前已经解除隔离,有证明。');
    await press(phone, '提交申请');
    await title(phone, '申诉进度');
    await says(phone, '办理中,还剩 24 小时');
    const { appeals } = await citizen.client.call(routes.listAppeals, {});
    expect(appeals).toMatchObject([{ kind: 'release', state: 'open' }]);
  });

  test('reads the answer, and has another person look once [M31]', async () => {
    const { phone, citizen } = her;
    const [appeal] = (await citizen.client.call(routes.listAppeals, {})).appeals;
    const [role, division, personnelNumber] = ['reviewer', shanxi, 'SX-FH-630001'] as const;
    const node = app.world.world.nodes[shanxi]!;
    const reviewer = await hireStaff(node, { username: 'reviewer-63', role, division, personnelNumber });
    const params = { appealId: appeal!.appealId };
    await reviewer.call(routes.readAppealCase, { params });
    const text = '解除隔离的日期还没有得到社区确认。';
    await reviewer.call(routes.decideAppeal, { params, body: { outcome: 'reject', answer: 'release-not-met', text } });
    await open(phone, 'appeals/index');
    await says(phone, '未同意');
    await press(phone, `查看 ${appeal!.number}`);
    await title(phone, '申诉进度');
    await says(phone, text);
    await phone.page.getByLabel('为什么不同意').fill('社区今天已经开了证明。');
    await press(phone, '申请复核');
    await says(phone, /由另一人复核中/);
    const looked = await citizen.client.call(routes.getAppeal, { params });
    expect(looked.secondLook).toBe('under-way');
    expect(phone.complaints).toEqual([]);
  });
});

describe('whose code is yellow', () => {
  test('gets a movement permit home, and asks whether she can go to Datong [W04] [W06]', async () => {
    const companion = makePerson({ seed: 63_003, division: '140105' });
    const records = [{ kind: 'contact', degree: 'companion', since: ago(2 * day) }];
    const { phone, citizen } = await settleWithApp(app, shanxi, companion, records);
    expect(await phone.page.locator('.colour-word').textContent()).toBe('黄码');
    await press(phone, '现在怎么办');
    await press(phone, '办理限时通行');
    await title(phone, '限时通行');
    await phone.page.getByRole('radio', { name: '4 小时' }).click();
    await press(phone, '办理');
    await says(phone, '正在生效');
    const { permits } = await citizen.client.call(routes.listMovementPermits, {});
    expect(permits).toMatchObject([{ division: '140105' }]);
    expect(Math.abs(Date.parse(permits[0]!.until) - Date.parse(permits[0]!.from) - 4 * hour)).toBeLessThan(minute);

    await open(phone, 'travel/index');
    await title(phone, '我能去吗');
    await press(phone, '山西省');
    await press(phone, '大同市');
    await press(phone, '就选大同市');
    await phone.page.locator('.day').nth(2).click();
    await says(phone, '到了告诉谁');
    await says(phone, '0351-12320');
    expect(phone.complaints).toEqual([]);
  });
});

describe('whose itinerary card shows a city that she has not declared', () => {
  test('is asked, and says how it was [M33]', async () => {
    const passing = makePerson({ seed: 63_004, division: '140105' });
    const { phone, citizen } = await settleWithApp(app, shanxi, passing);
    const stays = [
      { division: '140105', from: ago(30 * day), to: ago(4 * day) },
      { division: '140202', from: ago(4 * day), to: ago(3 * day) },
      { division: '140105', from: ago(3 * day) },
    ];
    const { managementUrl } = app.world.world.simulators['itinerary-card'];
    await manage(managementUrl, 'PATCH /answers', { phones: { [passing.phone]: stays } });
    await clock.forward(61);
    await citizen.declare();
    await clock.forward(180);
    const hearing = await until('she is asked', async () => {
      const { hearings } = await citizen.client.call(routes.listHearings, {});
      return hearings[0];
    });
    await open(phone, 'appeals/index');
    await says(phone, hearing.matter.text.zh);
    await says(phone, '山西省 大同市');
    await phone.page.getByLabel('您的说明').fill('我只是坐车路过大同。');
    await press(phone, '提交说明');
    await says(phone, '您的说明已收到,正在核对。');
    const { hearings } = await citizen.client.call(routes.listHearings, {});
    expect(hearings.map(({ state }) => state)).toEqual(['heard']);
  });
});

describe('on whom a colour is set by hand', () => {
  test('reads who set it, on what paper, until when, and how to contest it [W01]', async () => {
    const coloured = makePerson({ seed: 7407, division: '140105' });
    const { phone, citizen } = await settleWithApp(app, shanxi, coloured);
    const node = app.world.world.nodes[shanxi]!;
    const hire = (username: string, personnelNumber: string) =>
      hireStaff(node, { username, role: 'health-data', division: '140100', personnelNumber });
    const [officer, second] = [await hire('officer-74', 'TY-7401'), await hire('second-74', 'TY-7402')];
    const approval = { ground: 'contact-tracing', documentNumber: '并疫控〔2026〕74号', endsAt: ago(-7 * day) };
    const { documentType, documentNumber } = coloured;
    const { manualColourId, approvalId } = await officer.call(routes.proposeManualColour, {
      body: { person: { documentType, documentNumber }, colour: 'red', approval, reference: 'TY-74' },
    });
    await second.call(routes.readManualColour, { params: { manualColourId } });
    await second.call(routes.decideApproval, { params: { approvalId }, body: { decision: 'approve' } });
    const order = await until('it stands', async () => {
      const { orders } = await citizen.client.call(routes.listColourOrders, {});
      return orders[0];
    });
    await open(phone, 'said-of-me/index');
    await title(phone, '谁对我作了认定');
    await says(phone, '人工赋码');
    for (const text of [order.text.zh, order.office.name.zh, '并疫控〔2026〕74号', order.contest.text.zh]) {
      await says(phone, text);
    }
    expect(phone.complaints).toEqual([]);
  });
});
