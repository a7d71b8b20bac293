import { routes, type schemas } from '@tongxing/contract';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPhoneCode } from '../clients/citizen.ts';
import type { Checkpoint } from '../clients/checkpoint.ts';
import { makePerson } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { enrolAt } from '../stories/scene.ts';
import { agreeInBrowser } from './mini/agree.ts';
import { dayText, openMiniWorld, platforms, type Arrived, type MiniWorld } from './mini/journeys.ts';
import type { Mini } from './mini/open-mini.ts';
import { noisyPng } from './test/noisy-png.ts';
import { thirteenPlaces } from './test/travellers.ts';

let world: MiniWorld;
let door: Checkpoint;
const day = 86_400_000;

beforeAll(async () => {
  world = await openMiniWorld();
  door = await enrolAt(world.story, world.story.world.nodes[shanxi]!, '140105', world.clock.now);
}, 600_000);

afterAll(async () => {
  await world?.close();
}, 60_000);

describe.each(platforms)('what is a person’s own, in $title', ({ name, place }) => {
  const person = makePerson({ seed: 66_201 + place, division: '140105' });
  let her: Arrived;
  let mini: Mini;
  beforeAll(async () => {
    her = await world.settle(shanxi, person);
    mini = world.phone(name, shanxi, her);
    await mini.see('联网更新');
  }, 60_000);

  const visits = async () => (await her.citizen.client.call(routes.listVisits, {})).visits;
  const enterCode = async () => {
    await mini.tap('发送验证码');
    await mini.see('验证码已用短信发出');
    const { managementUrl } = world.story.world.simulators['sms-gateway'];
    await mini.fill('6 位验证码', await readPhoneCode(managementUrl, person.phone));
  };

  test('a visit is registered by what a display shows now, kept while there is no network, and "not me" is one tap', async () => {
    mini.open('pages/visits/index');
    await mini.see('还没有到访记录。');
    await mini.tap('扫场所码');
    mini.telephone.camera.push('TX1:BB8', await door.showPlace(120), await door.showPlace());
    await mini.tap('扫场所码');
    await mini.see('没有读到场所码');
    await mini.tap('扫场所码');
    await mini.see('这个场所码已经过时,没有登记到访');
    await mini.tap('知道了');
    mini.telephone.network.isUp = false;
    await mini.tap('扫场所码');
    await mini.see('等待网络');
    mini.telephone.network.isUp = true;
    await mini.tap('现在发送');
    await mini.see('扫了门口的动态场所码');
    await mini.tap('不是我:虚拟商场东门');
    await mini.see(/说明不是本人,这次到访已不再计入/);
    expect((await visits()).map(({ contestedAt }) => contestedAt !== null)).toEqual([true]);
  });

  test('everything that is held of her is a file of hers in WeChat; in Alipay the address to get it is on the clipboard [W12]', async () => {
    mini.open('pages/me/index');
    await mini.tap('我的数据');
    if (name === 'alipay') {
      await mini.tap('复制网址');
      await mini.see('网址已复制');
      expect(mini.telephone.clipboard).toMatch(/\/app\/#\/pages\/own-data\/index$/);
      return;
    }
    await enterCode();
    await mini.tap('导出全部信息');
    await mini.see('已导出。');
    await mini.see('导出记录');
    const [, path] = /^share (\S+) tongxing-[\d-]+\.json$/.exec(mini.telephone.deeds.at(-1)!)!;
    const file = JSON.parse(Buffer.from(mini.telephone.files.get(path!)!).toString()) as schemas.OwnDataDocument;
    const row = file.tables.find(({ table }) => table === 'person')!.rows[0]!;
    expect([row['name'], row['document']]).toEqual([person.name, person.documentNumber]);
  });

  test('closing the account says first what it means, and is taken back with one tap [W12]', async () => {
    await world.clock.forward(61);
    mini.open('pages/close-account/index');
    await mini.see('会销毁什么');
    await mini.see('依法留下什么');
    await enterCode();
    await mini.tap('申请注销账号');
    await mini.see('已申请注销');
    const closure = async () => (await her.citizen.client.call(routes.getOwnData, {})).closure;
    expect(await closure()).not.toBeNull();
    await mini.tap('撤回,保留账号');
    await mini.see(/^申请注销$/);
    expect(await closure()).toBeNull();
  });

  test('has complained of nothing', () => {
    expect(mini.complaints()).toEqual([]);
  });
});

describe.each(platforms)('who agrees in the browser of her phone, in $title', ({ name, place }) => {
  const person = makePerson({ seed: 66_211 + place, division: '140105' });
  let home: Arrived;
  let abroad: Arrived;
  let mini: Mini;
  beforeAll(async () => {
    home = await world.settle(shanxi, person);
    abroad = await world.arrive(shandong, person);
    const conversion = { originDivision: shanxi, destination: '370100' };
    mini = world.phone(name, shandong, { ...abroad, drafts: { conversion } });
  }, 60_000);
  const agree = () => agreeInBrowser(mini, home.citizen, world.story.world.nodes[shandong]!.url);

  test('takes the address along with one tap; back in the mini-program it goes on by itself, also after it was closed [M22]', async () => {
    mini.open('pages/convert/index?part=consent');
    await mini.tap('复制网址,去浏览器授权');
    await mini.see('等您在浏览器里同意');
    // Back too soon: nothing is lost, and it can be asked for.
    await mini.tap('已经同意了,现在看结果');
    mini.relaunch();
    mini.open('pages/convert/index?part=consent');
    await mini.see('等您在浏览器里同意');
    await mini.away(agree);
    await mini.see('已在山西省授权');
    await mini.tap('下一步');
    await mini.tap('我已阅读并承诺');
    await mini.tap('提交申请');
    await mini.see('已通过');
    const { conversions } = await abroad.citizen.client.call(routes.listConversions, {});
    expect(conversions).toMatchObject([{ state: 'approved', path: 'authorised' }]);
  });

  test('renews it: where that needs her consent once more, she gives it the same way [M50]', async () => {
    mini.open('pages/conversions/index');
    await mini.tap('我承诺属实,没有变化,更新');
    await mini.see('等您在浏览器里同意');
    await mini.away(agree);
    await mini.see('已在原省份授权,请点下面的按钮完成更新。');
    await mini.tap('我承诺属实,没有变化,更新');
    await mini.see('转码申请');
    await mini.see('已通过');
    const { conversions } = await abroad.citizen.client.call(routes.listConversions, {});
    expect(conversions[0]).toMatchObject({
      renews: conversions[1]!.conversionId,
      state: 'approved',
      path: 'authorised',
    });
  });

  test('says until when she stays [M52]', async () => {
    mini.open('pages/stay/index');
    await mini.see(/起可以申请把码转到居住地社区/);
    await mini.tap('填写离开日期');
    const leaves = world.clock.now() * 1000 + 5 * day;
    await mini.tap(new RegExp(`^${dayText(leaves)}`));
    await mini.see('改离开日期');
    const stay = await abroad.citizen.client.call(routes.getGuestStay, {});
    expect(Math.abs(Date.parse(stay.leavesAt!) - leaves)).toBeLessThanOrEqual(day);
  });

  test('after a long stay has her code transferred, agreeing in the browser as before, and takes it back [M52]', async () => {
    await stayedFor(15);
    mini.open('pages/stay/index');
    for (const label of ['济南市', '历下区', '就选历下区']) await mini.tap(label);
    await mini.fill('工作单位(选填)', '某公司');
    await mini.tap('复制网址,去浏览器同意');
    await mini.see('等您在浏览器里同意');
    await mini.away(agree);
    await mini.tap('提交转入申请');
    await mini.see('居住地社区正在核实。');
    const states = async () =>
      (await abroad.citizen.client.call(routes.listTransfers, {})).transfers.map(({ state, residence }) => [
        state,
        residence,
      ]);
    expect(await states()).toEqual([['in-review', '370102']]);
    await mini.tap('撤回转入申请');
    await mini.see('您已撤回。');
    expect(await states()).toEqual([['withdrawn', '370102']]);
  });

  test('has complained of nothing', () => {
    expect(mini.complaints()).toEqual([]);
  });
});

describe.each(platforms)('whose code is compared by what she sends, in $title', ({ name, place }) => {
  const travel = async (seed: number, drafts: object) => {
    const person = makePerson({ seed: seed + place, division: '140105' });
    await world.settle(shanxi, person);
    const abroad = await world.arrive(shandong, person);
    const conversion = { originDivision: shanxi, destination: '370100' };
    const mini = world.phone(name, shandong, { ...abroad, drafts: { conversion, ...drafts } });
    mini.open('pages/convert/index?part=consent');
    return { mini, latest: async () => (await abroad.citizen.client.call(routes.listConversions, {})).conversions[0]! };
  };
  const promise = async (mini: Mini) => {
    await mini.tap('我已阅读并承诺');
    await mini.tap('提交申请');
  };

  test('a screenshot is looked at before it is sent, however large; one without a code is asked for again [M24]', async () => {
    const { mini, latest } = await travel(66_221, {});
    await mini.tap('用截图核对');
    await promise(mini);
    mini.telephone.chosen.push(noisyPng(900));
    await mini.tap('选择截图');
    expect((await mini.image()).name).toBe('您选的截图');
    await mini.tap('发送这张截图');
    await mini.see('截图里没有认出健康码。');
    await mini.see('选择截图');
    expect(await latest()).toMatchObject({ path: 'picture', cause: { code: 'picture-unreadable' } });
    expect(mini.complaints()).toEqual([]);
  });

  test('tickets are sent over a lost network, each once, and go to a person [M29]', async () => {
    const { mini, latest } = await travel(66_231, { stays: thirteenPlaces(world.clock.now()) });
    await mini.tap('同意由本省查询');
    await promise(mini);
    await mini.see('您申报的行程涉及的地点较多,系统无法自动核对。');
    mini.telephone.chosen.push(noisyPng(40), noisyPng(41), Buffer.from('%PDF-1.4\n%%EOF\n'));
    await mini.tap('添加照片');
    await mini.tap('添加照片');
    await mini.tap('移除第 2 份');
    await mini.tap('添加 PDF');
    mini.telephone.network.isUp = false;
    await mini.tap('发送 2 份');
    await mini.see('还有 2 份没有发出,都在上面;已收到的不用再发。');
    mini.telephone.network.isUp = true;
    await mini.tap('发送 2 份');
    await mini.tap('材料齐了,交工作人员比对');
    await mini.see('审核中');
    const { documents, state } = await latest();
    expect([state, documents.map(({ mediaType }) => mediaType)]).toEqual([
      'in-review',
      ['image/jpeg', 'application/pdf'],
    ]);
    expect(mini.complaints()).toEqual([]);
  });
});

/** As it stands with everybody's stay after so many days. */
async function stayedFor(days: number): Promise<void> {
  const client = new Client({ connectionString: world.story.databaseUrl(shandong) });
  await client.connect();
  try {
    await client.query('update guest_stay set since = since - make_interval(days => $1)', [days]);
  } finally {
    await client.end();
  }
}
