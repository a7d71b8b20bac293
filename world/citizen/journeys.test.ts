import { routes, scopeChangeFor, type schemas } from '@tongxing/contract';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Citizen } from '../clients/citizen.ts';
import { until } from '../clients/until.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson, type Person } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { pushArrivals } from '../simulators/arrivals.ts';
import { manage } from '../simulators/ask.ts';
import { createStoryClock, type StoryClock } from '../stories/scene.ts';
import { enter } from './test/enter.ts';
import { button, open, pick, press, says, tick, title } from './test/hand.ts';
import { openApp, type OpenApp, type Phone } from './test/open-app.ts';
import { settleWithApp } from './test/settled.ts';

let app: OpenApp;
let clock: StoryClock;

beforeAll(async () => {
  app = await openApp();
  clock = createStoryClock(app.world);
}, 600_000);

afterAll(async () => {
  await app?.close();
}, 60_000);

const dayMs = 86_400_000;
const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
/** 11月24日, in China. */
const dayText = (milliseconds: number) => {
  const local = new Date(milliseconds + 8 * 3_600_000);
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日`;
};

const days = ({ page }: Phone) => page.locator('.taro_page:not([style*="display: none"]) .day');

/** Verified at a node, with its app on a phone and signed in. */
async function arriveIn(division: string, person: Person): Promise<{ citizen: Citizen; phone: Phone }> {
  const { nodes, simulators } = app.world.world;
  const node = { url: nodes[division]!.url, smsManagementUrl: simulators['sms-gateway'].managementUrl };
  const { citizen, session } = await enter(node, person);
  await citizen.verify();
  const phone = await app.phone(division, { kept: { session } });
  return { citizen, phone };
}

const factsOf = async ({ client }: Citizen) =>
  (await client.call(routes.getDecisionInputs, {})).facts as { kind: string; data: unknown }[];
const declaredAnswers = async (citizen: Citizen) =>
  (await factsOf(citizen)).findLast(({ kind }) => kind === 'health-declaration')?.data as schemas.HealthAnswers;

const declaredPlaces = async (citizen: Citizen) => {
  const fact = (await factsOf(citizen)).findLast(({ kind }) => kind === 'itinerary-declaration');
  return (fact?.data as { stays: schemas.Stay[] } | undefined)?.stays.map(({ division }) => division);
};

/** The node answers so many times, or always, that what was declared is still being compared. */
const sayComparing = (phone: Phone, options?: { readonly times: number }) =>
  phone.page.route(
    '**/health-information',
    async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), comparing: true } });
    },
    options,
  );

/** Somebody does a dozen things in each. */
const slow = { timeout: 90_000 };

describe('the first application, with the itinerary card', slow, () => {
  const person = makePerson({ seed: 7301, division: '140105' });
  let phone: Phone;
  let citizen: Citizen;
  const since = Date.now() - 5 * dayMs;

  beforeAll(async () => {
    const { simulators } = app.world.world;
    await introduce(simulators, [person]);
    const phones = {
      [person.phone]: [
        { division: '140105', from: instant(Date.now() - 30 * dayMs), to: instant(since) },
        { division: '140213', from: instant(since) },
      ],
    };
    await manage(simulators['itinerary-card'].managementUrl, 'PATCH /answers', { phones });
    ({ citizen, phone } = await arriveIn(shanxi, person));
  }, 60_000);

  test('one tap fills in where her phone was, each stay marked, to be changed and removed [M12] [M20]', async () => {
    await press(phone, '继续');
    await title(phone, '健康申报');
    await press(phone, '下一步');
    await says(phone, '按居住地');
    await press(phone, '查询行程卡并填写');
    await says(phone, /^已按行程卡填写 2 段/);
    const stays = phone.page.locator('.list-item');
    expect(await stays.allTextContents()).toEqual([
      expect.stringMatching(/^山西省 太原市 小店区.*来自行程卡,区县按居住地/),
      expect.stringMatching(/^山西省 大同市.*来自行程卡/),
    ]);
    await button(phone, '删除这一段').first().click();
    await says(phone, /没有填写。去过别处请添加/);
    await press(phone, '再查一次');
    await stays.nth(1).waitFor();
  });

  test('the city of the code is the last one of the card, and another is one tap away [M12] [M15]', async () => {
    await press(phone, '下一步');
    await tick(phone, '我已阅读并承诺');
    await press(phone, '提交申报');
    await says(phone, '按行程卡上最近到的城市,没有使用定位。');
    await says(phone, '山西省 大同市');
    await press(phone, '换一个城市');
    await press(phone, '太原市');
    await press(phone, '领取健康码');
    await phone.page.locator('.qr').waitFor();
    expect(await citizen.client.call(routes.getCode, {})).toMatchObject({ scope: '140100', colour: 'green' });
    expect(await declaredPlaces(citizen)).toEqual(['140105', '140200']);
  });

  test('is renewed by one tap, for another city where she wants it [M50]', async () => {
    await press(phone, '办事');
    await press(phone, /^更新和更正/);
    await title(phone, '更新和更正');
    await press(phone, '换一个城市');
    await press(phone, '大同市');
    await press(phone, '情况没有变化,更新');
    await says(phone, '已更新。');
    expect(await citizen.client.call(routes.getCode, {})).toMatchObject({ scope: '140200' });
    // A guard in Taiyuan shows her the way back: one tap.
    const here = { division: '140105', scope: 'city', app: phone.page.url().replace(/#.*/, '') } as const;
    const change = scopeChangeFor({ findings: ['out-of-scope'], issuer: '140000' }, here);
    await phone.page.goto(change!.url);
    await phone.page.reload();
    await says(phone, '山西省 太原市');
    await press(phone, '情况没有变化,更新');
    await says(phone, '已更新。');
    expect(await citizen.client.call(routes.getCode, {})).toMatchObject({ scope: '140100' });
  });

  test('a new symptom and a new place are taken at any time; a correction once a day, and it is said when the next is [M34] [M51]', async () => {
    await says(phone, '每天可以更正 1 次。新的症状、行程不算更正。');
    await press(phone, '有新的症状或接触');
    await tick(phone, '乏力');
    await tick(phone, '我已阅读并承诺');
    const asked: string[] = [];
    phone.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await sayComparing(phone, { times: 2 });
    await press(phone, '提交');
    await title(phone, '更新和更正');
    // Twice it was still being compared, then no longer; once more for the page that follows.
    expect(asked.filter((path) => path === '/health-information').length).toBeGreaterThanOrEqual(4);
    expect((await declaredAnswers(citizen)).symptoms).toEqual(['fatigue']);
    await press(phone, '更正健康申报');
    await tick(phone, '都没有');
    await tick(phone, '我已阅读并承诺');
    await press(phone, '提交');
    await says(phone, `今天已经更正过,${dayText(clock.now() * 1000 + dayMs)} 0:00 起可以再次更正。`);
    await title(phone, '更新和更正');
    expect((await declaredAnswers(citizen)).symptoms).toEqual([]);
    await press(phone, '更正行程申报');
    await button(phone, '删除这一段').last().click();
    await tick(phone, '我已阅读并承诺');
    await press(phone, '提交');
    await says(phone, '今天已更正过一次');
    await says(phone, /0:00 起可以再次更正。填写的内容都在。/);
    // Nothing is left out any more, and a place is added: that is something new.
    await press(phone, '添加去过的地方');
    await press(phone, '山东省');
    await press(phone, '济南市');
    await press(phone, '历下区');
    await press(phone, '就选历下区');
    await days(phone).nth(1).click();
    await days(phone).nth(0).click();
    await press(phone, '查询行程卡并填写');
    await says(phone, /^已按行程卡填写/);
    await press(phone, '提交');
    await title(phone, '更新和更正');
    expect(await declaredPlaces(citizen)).toEqual(['140105', '140200', '370102']);
  });

  test('says that the colour is of before for as long as what she declared is being compared', async () => {
    await sayComparing(phone);
    await open(phone, 'code/index');
    await press(phone, /^联网更新/);
    await says(phone, /^正在与各来源核对,现在显示的是核对之前的颜色/);
    await phone.page.unroute('**/health-information');
    await press(phone, /^联网更新/);
    await expect.poll(() => phone.page.getByText('正在与各来源核对').count()).toBe(0);
  });

  test('risk areas are looked up by the name of a place, with level, time, source and freshness [M03] [M31]', async () => {
    const area = { division: '140213', name: '平城某市场', level: 'high', from: instant(Date.now() - dayMs) };
    await manage(app.world.world.simulators['national-platform'].managementUrl, 'PATCH /answers', {
      riskAreas: { publishedAt: instant(Date.now()), areas: [area] },
    });
    await clock.forward(61);
    await until('the list is there', async () => {
      const { total } = await citizen.client.call(routes.findRiskAreas, { query: { name: '平城' } });
      return total > 0 ? true : undefined;
    });
    await open(phone, 'self-check/index');
    await press(phone, '按地名查风险地区');
    await phone.page.getByLabel('地名').fill('平城');
    await press(phone, '查询');
    await says(phone, '「平城」有 1 处');
    await says(phone, '高风险 · 平城某市场');
    const card = phone.page.locator('.card', { hasText: '高风险 · 平城某市场' });
    expect(await card.textContent()).toMatch(/山西省大同市平城区.*从.*来源国家平台/);
    await says(phone, /^名单收到于/);
  });

  test('has complained of nothing', () => {
    expect(phone.complaints).toEqual([]);
  });
});

describe('a trip through several provinces', slow, () => {
  const person = makePerson({ seed: 7302, division: '140105' });
  let home: Phone;
  let citizen: Citizen;
  let abroad: { citizen: Citizen; phone: Phone };

  beforeAll(async () => {
    ({ phone: home, citizen } = await settleWithApp(app, shanxi, person));
    abroad = await arriveIn(shandong, person);
  }, 60_000);

  test('is declared once at home, and handed on to where she agrees [W07]', async () => {
    await press(home, '办事');
    await press(home, /^出行登记/);
    await press(home, '去外省:一次申报,多省行程');
    await press(home, '添加第一站');
    for (const name of ['山东省', '济南市', '就选济南市']) await press(home, name);
    await days(home).nth(0).click();
    await days(home).nth(2).click();
    await tick(home, /^同意把这份申报转交给该省/);
    await press(home, '加入行程');
    await says(home, /转交申报$/);
    for (const heading of ['健康', '行程']) {
      await press(home, '下一步');
      await says(home, heading === '健康' ? '今天有这些症状吗' : '近 14 天在哪里');
    }
    await press(home, '下一步');
    await tick(home, '我已阅读并承诺');
    await press(home, '提交行程申报');
    await title(home, '出行登记');
    await says(home, /济南市 · 已转交$/);
    const { trips } = await citizen.client.call(routes.listTrips, {});
    expect(trips.map(({ legs }) => legs.map(({ state }) => state))).toEqual([['handed-on']]);
  });

  test('waits for her where she goes, and one confirmation applies [W07] [M25]', async () => {
    const { phone, citizen } = abroad;
    await open(phone, 'journeys/index');
    await says(phone, '转来的行程申报');
    await tick(phone, '我已阅读并承诺');
    await press(phone, '确认并申请转码');
    await title(phone, '转码申请');
    await says(phone, '已通过');
    const { conversions } = await citizen.client.call(routes.listConversions, {});
    expect(conversions.map(({ state }) => state)).toEqual(['approved']);
    expect(await citizen.client.call(routes.getCode, {})).toMatchObject({ basis: 'conversion', colour: 'green' });
  });

  test('a guest says until when she stays, and is told that her code ends before [M52]', async () => {
    const { phone, citizen } = abroad;
    await open(phone, 'stay/index');
    await says(phone, /起可以申请把码转到居住地社区/);
    // From her trip it is known already.
    await press(phone, '改离开日期');
    await days(phone).nth(20).click();
    await says(phone, '码在您离开之前到期,到期前请更新一次。');
    expect((await citizen.client.call(routes.getGuestStay, {})).endsBeforeLeaving).toBe(true);
  });

  test('after a long stay she has her code transferred to where she lives, with her consent at home; and can take it back [M52]', async () => {
    const { phone, citizen } = abroad;
    await stayedFor(15);
    await phone.page.reload();
    await press(phone, '济南市');
    await press(phone, '历下区');
    await press(phone, '就选历下区');
    await phone.page.getByLabel('工作单位(选填)').fill('某公司');
    const kept: string = await home.page.evaluate(`localStorage.getItem('tongxing.1')`);
    const { session } = JSON.parse(kept) as { session: schemas.Session };
    await press(phone, '去原省份同意');
    await says(phone, /请先登录/);
    await phone.page.evaluate(`localStorage.setItem('tongxing.1', ${JSON.stringify(JSON.stringify({ session }))})`);
    await phone.page.reload();
    await says(phone, /您正在那里申请把码转到居住地社区/);
    await press(phone, '同意,回到山东省');
    await title(phone, '在本省停留');
    await press(phone, '提交转入申请');
    await says(phone, '居住地社区正在核实。');
    const states = async () =>
      (await citizen.client.call(routes.listTransfers, {})).transfers.map(({ state, residence }) => [state, residence]);
    expect(await states()).toEqual([['in-review', '370102']]);
    await press(phone, '撤回转入申请');
    await says(phone, '您已撤回。');
    expect(await states()).toEqual([['withdrawn', '370102']]);
  });

  test('has complained of nothing', () => {
    expect([...home.complaints, ...abroad.phone.complaints]).toEqual([]);
  });

  /** As it stands with her stay after so many days. */
  async function stayedFor(days: number): Promise<void> {
    const client = new Client({ connectionString: app.world.databaseUrl(shandong) });
    await client.connect();
    try {
      await client.query('update guest_stay set since = since - make_interval(days => $1)', [days]);
    } finally {
      await client.end();
    }
  }
});

describe('before and on arrival', slow, () => {
  const person = makePerson({ seed: 7303, division: '140105' });
  let phone: Phone;
  let citizen: Citizen;

  beforeAll(async () => {
    await (await settleWithApp(app, shanxi, person)).phone.context.close();
    ({ citizen, phone } = await arriveIn(shandong, person));
  }, 60_000);

  test('「我能去吗」 says colour, test and whom to tell for a place and a day, and what is announced is read beside it [W04]', async () => {
    await open(phone, 'travel/index');
    for (const name of ['山东省', '济南市', '就选济南市']) await press(phone, name);
    await days(phone).nth(1).click();
    const date = new Date(clock.now() * 1000 + 8 * 3_600_000 + dayMs).toISOString().slice(0, 10);
    const told = await citizen.client.call(routes.askTravelOutlook, { body: { division: '370100', date } });
    await says(phone, told.summary.zh);
    await says(phone, told.tell.text.zh);
    await press(phone, '返回');
    await open(phone, 'notices/index');
    const { title } = await citizen.client.call(routes.getRulesInForce, {});
    await says(phone, title.zh);
    expect(phone.requests()).toContain('POST /me/travel-outlook');
  });

  test('a journey is registered ahead, judged while she looks on, and taken back [M05] [M25]', async () => {
    await open(phone, 'journeys/index');
    await register();
    await says(phone, /^待确认:完成下面的事项后即可前来/);
    await press(phone, '作废这次预登记');
    await says(phone, /^作废:这次预登记已撤回/);
    const { preArrivals } = await citizen.client.call(routes.listPreArrivals, {});
    expect(preArrivals.map(({ state, transport, destination }) => [state, transport, destination])).toEqual([
      ['void', 'train', '370100'],
    ]);
  });

  test('「我已到达」 has it judged again by what holds now [M05]', async () => {
    await citizen.declare();
    await citizen.colour();
    await register();
    await says(phone, /^可来:按到达那天的规则,您是绿码/);
    await press(phone, '我已到达');
    await says(phone, '已确认到达');
    const { preArrivals } = await citizen.client.call(routes.listPreArrivals, {});
    expect(preArrivals[0]?.state).toBe('arrived');
  });

  test('who agrees to be prompted finds an application ready on arrival, one tap from her code page [M71]', async () => {
    await pick(phone, '我的码是山西省的');
    await press(phone, '同意到达时提醒我');
    await says(phone, /^已开启。/);
    const node = { url: app.world.world.nodes[shandong]!.url, division: shandong };
    const seen = {
      phone: person.phone,
      division: '370102',
      transport: 'train',
      arrivedAt: instant(clock.now() * 1000 - 3_600_000),
    };
    expect(await pushArrivals(node, [{ ...seen, transport: 'train' }], { now: clock.now() })).toBe(204);
    await until('an application stands ready', async () => {
      const { arrivals } = await citizen.client.call(routes.listArrivals, {});
      return arrivals[0];
    });
    await open(phone, 'code/index');
    await phone.page.reload();
    await press(phone, '您已到山东省,点一下即可转换');
    await press(phone, '转换成本省的码');
    await says(phone, '在山西省授权');
    await press(phone, '上一步');
    await says(phone, '近 14 天在哪里');
    expect(await phone.page.locator('.list-item').last().textContent()).toMatch(/^山东省 济南市 历下区/);
  });

  test('has complained of nothing', () => {
    expect(phone.complaints).toEqual([]);
  });

  async function register(): Promise<void> {
    await press(phone, '来本省前预登记');
    await pick(phone, '山西省');
    await press(phone, '下一步');
    await press(phone, '济南市');
    await press(phone, '就选济南市');
    await press(phone, '下一步');
    await pick(phone, '火车');
    await days(phone).nth(1).click();
    await press(phone, '下一步');
    await tick(phone, /^我同意查询我在原省份的码/);
    await press(phone, '登记');
    await title(phone, '出行登记');
  }
});
