import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hireStaff, type StaffMember } from '../clients/staff.ts';
import { until } from '../clients/until.ts';
import { makePerson } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { manage } from '../simulators/ask.ts';
import { dayText, openMiniWorld, platforms, type Arrived, type MiniWorld } from './mini/journeys.ts';
import type { Mini } from './mini/open-mini.ts';
import { noisyPng } from './test/noisy-png.ts';

let world: MiniWorld;
let reviewer: StaffMember;
let officer: StaffMember;
const [hour, day] = [3_600_000, 86_400_000];
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

beforeAll(async () => {
  world = await openMiniWorld();
  const node = world.story.world.nodes[shanxi]!;
  const [division, personnelNumber] = [shanxi, 'SX-FH-660001'] as const;
  reviewer = await hireStaff(node, { username: 'reviewer-66', role: 'reviewer', division, personnelNumber });
  officer = await hireStaff(node, { username: 'hotline-66', role: 'hotline', division });
}, 600_000);

afterAll(async () => {
  await world?.close();
}, 60_000);

/** Reads the case, as whoever decides must have, and answers it. */
async function answer(appealId: string, body: schemas.AppealDecision): Promise<void> {
  await reviewer.call(routes.readAppealCase, { params: { appealId } });
  await reviewer.call(routes.decideAppeal, { params: { appealId }, body });
}

describe.each(platforms)('whose code turns red, in $title', ({ name, place }) => {
  const person = makePerson({ seed: 66_001 + place, division: '140105' });
  let her: Arrived;
  let mini: Mini;
  beforeAll(async () => {
    her = await world.settle(shanxi, person);
    mini = world.phone(name, shanxi, { session: her.session });
  }, 60_000);

  test('sees it by 联网更新, and reads why and what she can do [M30] [M31] [W01]', async () => {
    await mini.see('绿码');
    await world.tell(person, [{ kind: 'contact', degree: 'close', since: ago(day) }]);
    await world.clock.forward(61);
    await her.citizen.declare();
    await until('the node has her red', async () => {
      const { colour } = await her.citizen.client.call(routes.getHealthInformation, {});
      return colour === 'red' ? colour : undefined;
    });
    await mini.tap('联网更新');
    await mini.see('红码');
    await mini.tap('现在怎么办');
    await mini.see('什么时候转绿');
    const told = await her.citizen.client.call(routes.getExplanation, {});
    for (const text of [told.summary, told.reasons[0]!.release, told.contest.text]) await mini.see(text.zh);
    await mini.tap('拨打 0351-12320');
    expect(mini.telephone.deeds).toContain('call 035112320');
  });

  test('appeals before a departure, the urgent way, with a picture and a PDF; who closes the chooser has sent nothing [M31] [M55] [W05]', async () => {
    await mini.tap('提出申诉');
    await mini.tap('记录不是我的');
    await mini.fill('说明', '那天我一直在家,没有接触过任何人。'.repeat(12));
    await mini.tap(/^我很快要出发/);
    await mini.fill('车次、航班号或船次', 'g1234');
    const departure = world.clock.now() * 1000 + 6 * hour;
    await mini.tap(dayText(departure));
    const time = new Date(departure + 8 * hour).toISOString().slice(11, 16).replace(':', '');
    await mini.fill('发车时间', time);
    await mini.tap('提交申诉');
    await mini.see('办理中,还剩 2 小时');
    await mini.see('紧急通道');
    await mini.tap('添加照片');
    mini.telephone.chosen.push(noisyPng(700), Buffer.from('%PDF-1.4\n%%EOF\n'));
    await mini.tap('添加照片');
    await mini.see(/^图片$/);
    await mini.tap('添加 PDF');
    await mini.see(/^PDF$/);
    const { appeals } = await her.citizen.client.call(routes.listAppeals, {});
    expect(appeals).toMatchObject([{ lane: 'urgent', ground: 'not-mine' }]);
    expect(appeals[0]!.attachments.map(({ mediaType }) => mediaType)).toEqual(['image/png', 'application/pdf']);
    // As the photo was, it would not have gone.
    expect(appeals[0]!.attachments[0]!.size).toBeLessThan(525_000);
  });

  test('reads the answer in her messages and in the case [M31] [W01]', async () => {
    const [appeal] = (await her.citizen.client.call(routes.listAppeals, {})).appeals;
    const text = '记录已核对,与您的证件一致。';
    await answer(appeal!.appealId, { outcome: 'reject', answer: 'record-confirmed', text });
    mini.open('pages/me/index');
    await mini.tap(/我的消息.*未读/);
    const { messages } = await her.citizen.client.call(routes.listMessages, { query: {} });
    const answered = messages.find(({ kind }) => kind.startsWith('appeal'))!;
    await mini.tap(new RegExp(`^${answered.title.zh}`));
    await mini.see(answered.text.zh);
    await mini.tap('去查看');
    await mini.tap(`查看 ${appeal!.number}`);
    await mini.see(text);
    const readAt = async () => {
      const { messages: after } = await her.citizen.client.call(routes.listMessages, { query: {} });
      return after.find(({ messageId }) => messageId === answered.messageId)!.readAt;
    };
    await expect.poll(readAt).not.toBeNull();
  });

  test('sees who looked at her data, and withdraws a consent [W12]', async () => {
    const reference = `HL-20261124-006${place}`;
    const { documentNumber } = person;
    const body = { documentType: '10', documentNumber, purpose: 'hotline-call', reference } as const;
    await officer.call(routes.lookUpPerson, { body });
    await her.citizen.consent(shandong);
    mini.open('pages/me/index');
    await mini.tap('谁看过我的信息');
    await mini.see('接听您的热线来电');
    await mini.see(reference);
    mini.open('pages/consents/index');
    await mini.see('山东省');
    await mini.tap('撤回授权');
    await mini.see('已撤回');
    const { consents } = await her.citizen.client.call(routes.listConsents, {});
    expect(consents.map(({ withdrawnAt }) => withdrawnAt !== null)).toEqual([true]);
  });

  test('compares her stays with the risk areas, and looks one up by name [M03] [M31]', async () => {
    const areaName = `平城第${place + 1}市场`;
    const area = { division: '140213', name: areaName, level: 'high', from: ago(day) };
    await manage(world.story.world.simulators['national-platform'].managementUrl, 'PATCH /answers', {
      riskAreas: { publishedAt: new Date(world.clock.now() * 1000).toISOString(), areas: [area] },
    });
    await world.clock.forward(61);
    await until('the list is there', async () => {
      const { total } = await her.citizen.client.call(routes.findRiskAreas, { query: { name: areaName } });
      return total > 0 ? true : undefined;
    });
    mini.open('pages/self-check/index');
    await mini.see('不在风险地区名单上');
    await mini.see('没有检测记录。');
    await mini.tap('按地名查风险地区');
    await mini.fill('地名', areaName);
    await mini.tap('查询');
    await mini.see(`高风险 · ${areaName}`);
    await mini.see(/^名单收到于/);
    expect(mini.texts().filter((line) => line.includes(' · '))).toEqual([`高风险 · ${areaName}`]);
  });

  test('asks 「我能去吗」 and reads the answer of that place [W04]', async () => {
    mini.requests();
    mini.open('pages/travel/index');
    for (const label of ['山西省', '大同市', '就选大同市']) await mini.tap(label);
    const at = world.clock.now() * 1000 + 2 * day;
    await mini.tap(new RegExp(`^${dayText(at)}`));
    const date = new Date(at + 8 * hour).toISOString().slice(0, 10);
    const told = await her.citizen.client.call(routes.askTravelOutlook, { body: { division: '140200', date } });
    await mini.see(told.summary.zh);
    await mini.see(told.tell.text.zh);
    expect(mini.requests()).toContain('POST /me/travel-outlook');
  });

  test('has complained of nothing', () => {
    expect(mini.complaints()).toEqual([]);
  });
});

describe.each(platforms)('who was released and is still red, in $title', ({ name, place }) => {
  const person = makePerson({ seed: 66_011 + place, division: '140105' });

  test('applies to turn green, reads the answer, and has another person look [M31] [M32]', async () => {
    const records = [{ kind: 'contact', degree: 'close', since: ago(4 * day) }];
    const { citizen, session } = await world.settle(shanxi, person, records);
    const mini = world.phone(name, shanxi, { session });
    await mini.tap('现在怎么办');
    await mini.tap('申请转绿');
    await mini.tap(new RegExp(`^${dayText(world.clock.now() * 1000 - 3 * day)}`));
    await mini.fill('说明', '社区三天前已经解除隔离,有证明。');
    await mini.tap('提交申请');
    await mini.see('办理中,还剩 24 小时');
    const [appeal] = (await citizen.client.call(routes.listAppeals, {})).appeals;
    expect(appeal).toMatchObject({ kind: 'release', state: 'open' });
    const text = '解除隔离的日期还没有得到社区确认。';
    await answer(appeal!.appealId, { outcome: 'reject', answer: 'release-not-met', text });
    mini.open('pages/appeals/index');
    await mini.tap(`查看 ${appeal!.number}`);
    await mini.see(text);
    await mini.fill('为什么不同意', '社区今天已经开了证明。');
    await mini.tap('申请复核');
    await mini.see(/由另一人复核中/);
    const params = { appealId: appeal!.appealId };
    expect((await citizen.client.call(routes.getAppeal, { params })).secondLook).toBe('under-way');
    expect(mini.complaints()).toEqual([]);
  });
});

describe.each(platforms)('whose code is yellow, in $title', ({ name, place }) => {
  test('gets a movement permit home [W06]', async () => {
    const person = makePerson({ seed: 66_021 + place, division: '140105' });
    const records = [{ kind: 'contact', degree: 'companion', since: ago(2 * day) }];
    const { citizen, session } = await world.settle(shanxi, person, records);
    const mini = world.phone(name, shanxi, { session });
    await mini.see('黄码');
    await mini.tap('现在怎么办');
    await mini.tap('办理限时通行');
    await mini.tap('4 小时');
    await mini.tap('办理');
    await mini.see('正在生效');
    const { permits } = await citizen.client.call(routes.listMovementPermits, {});
    expect(permits).toMatchObject([{ division: '140105' }]);
    expect(mini.complaints()).toEqual([]);
  });
});
