import { createClient, routes } from '@tongxing/contract';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settlePhone } from '../checkpoint/test/people.ts';
import { linkFor, openGuardWorld } from '../checkpoint/test/open-guard.ts';
import type { Phone } from '../clients/phone.ts';
import { readQrImage } from '../clients/qr.ts';
import { shandong, shanxi } from '../provinces.ts';
import type { WorldNode } from '../world.ts';
import { buildApp } from './build.ts';
import { openMini, type Mini } from './mini/open-mini.ts';

/** A guard waits for the node for a third of a second; a machine with much to do is not late. */
const slowness = 20;
const platforms = ['weapp', 'alipay'] as const;
const venueName = '虚拟商场东门';

let world: Awaited<ReturnType<typeof openGuardWorld>>;
let node: WorldNode;
let phone: Phone;
let traveller: Phone;
let neighbour: Phone;
let folders: readonly string[];
let mini: Mini;

beforeAll(async () => {
  folders = await buildApp(platforms);
  world = await openGuardWorld();
  node = world.world.nodes[shanxi]!;
  [phone, traveller, neighbour] = await Promise.all([
    settlePhone(world, shanxi, { seed: 73_001, division: '140105' }),
    settlePhone(world, shandong, { seed: 73_002, division: '370102' }),
    settlePhone(world, shanxi, { seed: 73_003, division: '140802' }),
  ]);
}, 600_000);

afterAll(async () => {
  await world?.close();
}, 60_000);

async function query<Row extends object>(text: string): Promise<Row[]> {
  const client = new Client({ connectionString: world.databaseUrl(shanxi) });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** How often a check or a scan of each kind is in the node's database. */
const counted = () =>
  query<{ what: string; times: number }>(`
    select 'scan ' || verdict || case when online then ' online' else ' later' end as what, count(*)::integer as times from scan group by 1
    union all
    select 'check ' || verdict || ' ' || temperature || ' ' || identity_outcome, count(*)::integer from door_check group by 1
    order by 1`).then((rows) => Object.fromEntries(rows.map(({ what, times }) => [what, times])));

/** How many scans the node was told of afterwards, whatever came of them. */
function scansLater(found: Readonly<Record<string, number>>): number {
  const kinds = Object.keys(found).filter((kind) => kind.startsWith('scan ') && kind.endsWith(' later'));
  return kinds.reduce((sum, kind) => sum + found[kind]!, 0);
}

function openGuardPage(name: (typeof platforms)[number]): Mini {
  const opened = openMini(name, { folder: folders[platforms.indexOf(name)]!, nodeUrl: node.url, slowness });
  opened.open('guard/check/index');
  return opened;
}

async function enrol(): Promise<void> {
  mini.telephone.camera.push(await linkFor(node, { name: venueName, placeType: 'mall', division: '140105' }));
  await mini.tap('扫登记码');
  await mini.see(venueName);
}

async function scan(text: string): Promise<void> {
  mini.telephone.camera.push(text);
  await mini.tap('扫码查验');
}

async function passWith(degrees: string): Promise<void> {
  await mini.tap('相符');
  await mini.tap(degrees);
}

describe('the guard’s page of the mini-program in WeChat', () => {
  beforeAll(() => {
    mini = openMini('weapp', { folder: folders[0]!, nodeUrl: node.url, slowness });
  });
  afterAll(() => mini?.close());

  test('is one tap from 我的, and is no part of what everybody fetches', async () => {
    await mini.tap('我的');
    await mini.tap('我是查验人员');
    await mini.see('登记这部手机');
    expect(mini.page()).toBe('guard/check/index');
  });

  test('is enrolled at no node that gives out other root keys than the administrator meant', async () => {
    const link = await linkFor(node, { name: venueName, placeType: 'mall', division: '140105' });
    mini.telephone.camera.push(link.replace(/.{22}$/, 'A'.repeat(22)));
    await mini.tap('扫登记码');
    await mini.see('根密钥与登记码上写的不一致');
    expect(await query('select from checkpoint_device')).toEqual([]);
  });

  test('enrols the phone by the text of the administrator’s QR code, and by no other', async () => {
    mini.telephone.camera.push('https://pay.example/somebody?amount=12');
    await mini.tap('扫登记码');
    await mini.see('这不是完整的登记码');
    await enrol();
    await mini.see('联网 · 规则 刚刚');
    expect(await query('select count(*)::integer as times from checkpoint_device')).toEqual([{ times: 1 }]);
  });

  test('asks the node, then for document and temperature, and only then says pass [M41] [M42]', async () => {
    await scan(await phone.show());
    await mini.see('绿码');
    expect(mini.texts()).not.toContain('通过');
    await passWith('36.5 ℃');
    await mini.see('通过');
    await mini.see('服务器刚刚回答');
    await mini.tap('下一位');
    await mini.see(venueName);
  });

  test('stops whose document is another’s, and who has a fever [M41]', async () => {
    await scan(await phone.show());
    await mini.tap('不符');
    await mini.see('不放行');
    await mini.tap('下一位');
    await scan(await phone.show());
    await mini.tap('相符');
    await mini.tap('37');
    await mini.tap('37.3 ℃,发热');
    await mini.see('发热门诊');
    expect(mini.texts()).toContain('停');
    await mini.tap('下一位');
    expect(await counted()).toMatchObject({ 'scan pass online': 3 });
  });

  test('tells what is no health code, and neither sends nor keeps any of it', async () => {
    const before = mini.telephone.storage.size;
    mini.requests();
    await scan('https://pay.example/somebody?amount=12');
    await mini.see('这不是健康码');
    expect(mini.requests().filter((request) => request.includes('code-verification'))).toEqual([]);
    expect(mini.telephone.storage.size).toBe(before);
  });

  test('opens and checks with the node gone, and says so; what it found waits on the phone [W02]', async () => {
    await mini.tap('现在更新并上传');
    await mini.see('所有记录都已上传');
    mini.telephone.network.isUp = false;
    mini.relaunch();
    mini.open('guard/check/index');
    await mini.see(venueName);
    await mini.see('离线 · 规则');
    await scan(await phone.show());
    await passWith('36.5 ℃');
    await mini.see('本机离线判断');
    expect(mini.texts()).toContain('通过');
    await mini.tap('下一位');
    await mini.see('2 条记录等待上传');
  });

  test('says that nothing was checked where the phone cannot keep it, and shows no verdict', async () => {
    mini.telephone.isFull = true;
    await scan(await phone.show());
    await mini.see('这次没有查验,也没有留下记录');
    expect(mini.texts()).not.toContain('通过');
    mini.telephone.isFull = false;
  });

  test('names the province of a code from elsewhere, and lets nobody pass by the code alone', async () => {
    await scan(await traveller.show());
    await mini.see('山东省');
    expect(mini.texts()).not.toContain('通过');
    mini.relaunch();
    mini.open('guard/check/index');
    await mini.see(venueName);
  });

  test('shows whose code is of another city what opens the change on her own phone', async () => {
    await scan(await neighbour.show());
    const { src } = await mini.image();
    const link = await readQrImage(Buffer.from(src.split(',')[1]!, 'base64'));
    expect(new URL(link!).origin).toBe(new URL(node.url).origin);
    expect(link).toContain('140100');
    expect(mini.texts()).toContain('无法判断');
    await mini.tap('下一位');
  });

  test('lets an old man without a phone pass by his document [M56]', async () => {
    await mini.tap('没有码');
    await mini.see('按年龄免查');
    await mini.fill('证件上的出生日期,8 位数字', '19480312');
    await mini.tap('确定');
    await passWith('36.4 ℃');
    await mini.see('按证件判断');
    expect(mini.texts()).toContain('通过');
    await mini.tap('下一位');
  });

  test('keeps nothing open on the phone but lists that anybody may read', () => {
    const kept = [...mini.telephone.storage].filter(([name]) => name.startsWith('tongxing.guard.'));
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.filter(([, value]) => /TX1:|token|deviceId|maskedName|虚拟商场/.test(value))).toEqual([]);
    const files = [...mini.telephone.files.values()].map((content) => Buffer.from(content).toString('latin1'));
    expect(files.filter((content) => /TX1:|maskedName/.test(content))).toEqual([]);
  });

  test('sends what waits when it is opened again with a network, each scan and each check once', async () => {
    const before = await counted();
    mini.relaunch();
    mini.telephone.network.isUp = true;
    mini.open('guard/check/index');
    await mini.see('所有记录都已上传');
    mini.relaunch();
    mini.open('guard/check/index');
    await mini.see('联网 · 规则 刚刚');
    const after = await counted();
    // Hers, the traveller's and the neighbour's.
    expect(scansLater(after)).toBe(scansLater(before) + 3);
    expect(after['check pass ordinary matches']).toBe((before['check pass ordinary matches'] ?? 0) + 2);
  });

  test('says that it was taken out of use, and is empty', async () => {
    const anonymous = createClient(node.url, fetch);
    const { token } = await anonymous.call(routes.staffSignIn, { body: node.admin });
    const [device] = await query<{ deviceId: string }>('select device_id as "deviceId" from checkpoint_device');
    await anonymous.as(token).call(routes.revokeDevice, { params: device! });
    await scan(await phone.show());
    await mini.see('本机已被停用');
    await mini.see('所有记录之前都已上传');
    mini.relaunch();
    mini.open('guard/check/index');
    await mini.see('登记这部手机');
    const names = [...mini.telephone.storage.keys()].filter((name) => name.startsWith('tongxing.guard.'));
    expect([names, mini.telephone.files.size]).toEqual([['tongxing.guard.own'], 0]);
  });

  test('has complained of nothing', () => {
    expect(mini.complaints()).toEqual([]);
  });
});

describe('the guard’s page of the mini-program in Alipay', () => {
  afterAll(() => mini?.close());

  test('enrols, checks with and without a network, and sends what waited', async () => {
    const before = scansLater(await counted());
    mini = openGuardPage('alipay');
    await enrol();
    await scan(await phone.show());
    await passWith('36.5 ℃');
    await mini.see('服务器刚刚回答');
    await mini.tap('下一位');
    mini.telephone.network.isUp = false;
    await scan(await phone.show());
    await passWith('36.5 ℃');
    await mini.see('本机离线判断');
    await mini.tap('下一位');
    mini.telephone.network.isUp = true;
    await mini.tap('现在更新并上传');
    await mini.see('所有记录都已上传');
    expect(scansLater(await counted())).toBe(before + 1);
    expect(mini.complaints()).toEqual([]);
  });
});
