import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Checkpoint } from '../clients/checkpoint.ts';
import { readQrImage } from '../clients/qr.ts';
import { until } from '../clients/until.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson } from '../people/person.ts';
import { shandong, shanxi, twoProvinces } from '../provinces.ts';
import { codes, enrolAt } from '../stories/scene.ts';
import { openStoryWorld } from '../stories/story-world.ts';
import { manage } from '../simulators/ask.ts';
import { buildApp } from './build.ts';
import { openMini, roleOf, type Mini } from './mini/open-mini.ts';
import { faceOf, signInOf, type Shows } from './mini/sign-in.ts';
import { enter } from './test/enter.ts';

const platforms = [
  { name: 'weapp' as const, title: 'WeChat', ownName: '微信', seed: 64_001 },
  { name: 'alipay' as const, title: 'Alipay', ownName: '支付宝', seed: 64_002 },
].map((each) => ({ ...each, person: makePerson({ seed: each.seed, division: '140105' }) }));

let world: Awaited<ReturnType<typeof openStoryWorld>>;
let checkpoint: Checkpoint;
let folders: readonly string[];

beforeAll(async () => {
  folders = await buildApp(platforms.map(({ name }) => name));
  world = await openStoryWorld({ divisions: twoProvinces });
  await introduce(
    world.world.simulators,
    platforms.map(({ person }) => person),
  );
  checkpoint = await enrolAt(world, world.world.nodes[shanxi]!, '140105');
}, 600_000);

afterAll(async () => {
  await world?.close();
}, 60_000);

async function readCode(mini: Mini): Promise<string> {
  const { src } = await mini.image();
  const [head, data = ''] = src.split(',');
  expect(head).toBe('data:image/png;base64');
  return (await readQrImage(Buffer.from(data, 'base64'))) ?? 'no code in the picture';
}

describe.each(platforms)('the mini-program in $title', ({ name, ownName, person }) => {
  const place = platforms.findIndex((each) => each.name === name);
  let mini: Mini;
  /** What happens each time she is to hold up her face. */
  const faces: Shows[] = [];
  beforeAll(() => {
    const { url } = world.world.nodes[shanxi]!;
    mini = openMini(name, {
      folder: folders[place]!,
      nodeUrl: url,
      signIn: signInOf(name, world.world, shanxi, person),
      showFace: faceOf(name, world.world, shanxi, person, () => faces.shift() ?? 'stops'),
    });
  });
  afterAll(() => mini?.close());

  test('signs her in by the phone number that the platform hands over [M10]', async () => {
    await mini.tap('开始');
    await mini.tap(`${ownName}快捷登录`);
    await mini.grantPhone(`使用${ownName}绑定的手机号`);
    await mini.see('山西健康码');
    expect(mini.page()).toBe('pages/code/index');
  });

  test('checks her name, document and face once, by the word of the platform alone [M11] [M13]', async () => {
    await mini.tap('继续');
    await mini.fill('姓名(与证件一致)', person.name);
    await mini.fill('证件号', person.documentNumber);
    await mini.tap('核对');
    faces.push('stops', false, true);
    await mini.see(`${ownName}把您的脸与身份证照片核对一次`);
    await mini.tap('开始刷脸');
    await mini.see('刚才没有完成');
    await mini.see('社区服务点');
    await mini.tap('开始刷脸');
    await mini.see('刷脸没有通过');
    await mini.tap('开始刷脸');
    await mini.see('四步领码');
    expect(mini.page()).toBe('pages/code/index');
  });

  test('takes her declaration and gives her colour and code [M12]', async () => {
    await mini.tap('继续');
    await mini.tap('下一步');
    await mini.see('第 2 步');
    await mini.tap('下一步');
    await mini.see('第 3 步');
    await mini.tap('我已阅读并承诺');
    await mini.tap('提交申报');
    await mini.tap('领取健康码');
    await mini.see('联网更新');
    expect(mini.texts()).toContain('绿码');
  });

  test('shows a code that a real decoder reads and a checkpoint believes without asking the node [M12]', async () => {
    const text = await readCode(mini);
    expect(text).toMatch(/^TX1:/);
    await checkpoint.sync();
    const verification = await checkpoint.checkOffline(text);
    expect([verification.verdict, codes(verification)]).toEqual(['pass', []]);
  });

  test('shows the code after a new start without a network, and asks nobody [M13]', async () => {
    mini.telephone.network.isUp = false;
    mini.requests();
    mini.relaunch();
    await mini.see('联网更新');
    const text = await readCode(mini);
    expect(text).toMatch(/^TX1:/);
    const verification = await checkpoint.checkOffline(text);
    expect(verification.verdict).toBe('pass');
    expect(mini.requests()).toEqual([]);
    expect(mini.telephone.deeds.at(-2)).toBe('brightness 1');
  });

  test('tells screen readers what each thing is called, and what it is', async () => {
    expect((await mini.image()).name).toBe('健康码二维码,绿码,出示给查验人员');
    await mini.tap('我的');
    await mini.see('长辈模式');
    const all = flat(mini.shown());
    expect(
      all.filter((each) => roleOf(name, each) === 'radio').map(({ attributes }) => attributes['aria-label']),
    ).toContain('English');
    await mini.tap('English');
    await mini.see('Talk to a person');
    const english = flat(mini.shown()).find(({ attributes }) => attributes['aria-label'] === 'English');
    expect(english?.attributes['aria-checked']).toBe(true);
  });

  test('converts her code in Shandong without leaving the program, and opens the proof [M22] [M23] [M57]', async () => {
    const nodeOf = (division: string) => ({
      url: world.world.nodes[division]!.url,
      smsManagementUrl: world.world.simulators['sms-gateway'].managementUrl,
    });
    const traveller = makePerson({ seed: 7410 + place, division: '140105' });
    await introduce(world.world.simulators, [traveller]);
    const home = (await enter(nodeOf(shanxi), traveller)).citizen;
    await home.verify();
    await home.declare();
    await home.colour();
    await home.client.call(routes.applyForCode, { body: { scope: '140100' } });
    const { citizen, session } = await enter(nodeOf(shandong), traveller);
    await citizen.verify();
    const kept = { session, drafts: { conversion: { originDivision: shanxi, destination: '370100' } } };
    const there = openMini(name, {
      folder: folders[place]!,
      nodeUrl: nodeOf(shandong).url,
      storage: new Map([['tongxing.1', JSON.stringify(kept)]]),
    });
    try {
      await there.see('山东省电子健康通行码');
      there.open('pages/convert/index?part=consent');
      await there.tap('同意由本省查询');
      await there.tap('我已阅读并承诺');
      await there.tap('提交申请');
      await there.tap('转码成功证明');
      await there.tap('打开 PDF');
      const file = await until('the proof is open', async () =>
        there.telephone.deeds.find((deed) => deed.startsWith('open')),
      );
      expect(file).toMatch(/tongxing-[0-9a-f]{8}\.pdf pdf$/);
      expect(there.telephone.deeds.find((deed) => deed.startsWith('write'))).toMatch(/ %PDF-$/);
      const { conversions } = await citizen.client.call(routes.listConversions, {});
      expect(conversions).toMatchObject([{ state: 'approved', path: 'linked' }]);
      expect(there.complaints()).toEqual([]);
    } finally {
      there.close();
    }
  });

  test('has complained of nothing', () => {
    expect(mini.complaints()).toEqual([]);
  });
});

test('a face check in Alipay says what to do where its page does not open, and where Alipay does not answer [M13]', async () => {
  const person = makePerson({ seed: 64_003, division: '140105' });
  const gateway = world.world.simulators['alipay-gateway'];
  const mini = openMini('alipay', {
    folder: folders[1]!,
    nodeUrl: world.world.nodes[shanxi]!.url,
    signIn: signInOf('alipay', world.world, shanxi, person),
    showFace: faceOf('alipay', world.world, shanxi, person, () => 'no-network'),
  });
  try {
    await mini.tap('开始');
    await mini.tap('支付宝快捷登录');
    await mini.grantPhone('使用支付宝绑定的手机号');
    await mini.tap('继续');
    await mini.fill('姓名(与证件一致)', person.name);
    await mini.fill('证件号', person.documentNumber);
    await mini.tap('核对');
    await mini.tap('开始刷脸');
    await mini.see('支付宝的刷脸页面没有打开');
    await manage(gateway.managementUrl, 'PUT /faults', { mode: 'down' });
    await mini.tap('开始刷脸');
    await mini.see('刷脸服务暂时没有回应');
    await mini.see('社区服务点');
    expect(mini.complaints()).toEqual([]);
  } finally {
    await manage(gateway.managementUrl, 'PUT /faults', { mode: 'none' });
    mini.close();
  }
});

type Shown = ReturnType<Mini['shown']>[number];

function flat(shown: readonly (Shown | string)[]): Shown[] {
  return shown.flatMap((each) => (typeof each === 'string' ? [] : [each, ...flat(each.children)]));
}
