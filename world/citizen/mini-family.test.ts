import { decodeCode } from '@tongxing/codec';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPhoneCode } from '../clients/citizen.ts';
import type { Checkpoint } from '../clients/checkpoint.ts';
import { readQrImage } from '../clients/qr.ts';
import { until } from '../clients/until.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { manage } from '../simulators/ask.ts';
import { codes, enrolAt } from '../stories/scene.ts';
import { openMiniWorld, platforms, type Arrived, type MiniWorld } from './mini/journeys.ts';
import type { Mini } from './mini/open-mini.ts';

const at = { division: '140105' } as const;
const families = platforms.map((each) => ({
  ...each,
  mother: makePerson({ seed: 66_100 + each.place, ...at, born: '1988-03-04' }),
  child: { ...makePerson({ seed: 66_110 + each.place, ...at, born: '2017-06-01' }), name: '阿依努尔·麦麦提' },
  grandmother: makePerson({ seed: 66_120 + each.place, ...at, born: '1949-10-01' }),
}));

let world: MiniWorld;
let checkpoint: Checkpoint;

beforeAll(async () => {
  world = await openMiniWorld();
  const { simulators, nodes } = world.story.world;
  await introduce(
    simulators,
    families.flatMap(({ child, grandmother }) => [child, grandmother]),
  );
  const households = Object.fromEntries(
    families.map(({ mother, child: { name, documentNumber, born } }) => [
      mother.documentNumber,
      [{ name, documentNumber, born }],
    ]),
  );
  await manage(simulators['population-registry'].managementUrl, 'PATCH /answers', { households });
  checkpoint = await enrolAt(world.story, nodes[shanxi]!, at.division);
}, 600_000);

afterAll(async () => {
  await world?.close();
}, 60_000);

async function codeOn(mini: Mini): Promise<string> {
  const { src } = await mini.image();
  return (await readQrImage(Buffer.from(src.split(',')[1]!, 'base64'))) ?? '';
}

async function declareOn(mini: Mini): Promise<void> {
  await mini.tap('继续');
  await mini.see('健康申报');
  await mini.tap('下一步');
  await mini.tap('下一步');
  await mini.tap('我已阅读并承诺');
  await mini.tap('提交申报');
  await mini.tap('领取健康码');
  await mini.see('家人的码,由您代为出示');
}

describe.each(families)('who acts for her family, in $title', ({ name, mother, child, grandmother }) => {
  let her: Arrived;
  let mini: Mini;
  beforeAll(async () => {
    her = await world.settle(shanxi, mother);
    mini = world.phone(name, shanxi, her);
  }, 60_000);

  const dependant = async (relation: string) => {
    const { dependants } = await her.citizen.client.call(routes.listDependants, {});
    return dependants.find((each) => each.relation === relation);
  };

  test('adds her child, whom the registry confirms; another’s is refused in words, and nothing is typed again [M53]', async () => {
    mini.open('pages/me/index');
    await mini.tap('家人代办');
    await mini.see('还没有由您代办的家人。');
    await mini.tap('添加家人');
    await mini.fill('家人的姓名', grandmother.name);
    await mini.fill('家人的证件号', child.documentNumber);
    await mini.tap('核对并添加');
    await mini.see('登记机关没有确认您与这位家人的关系');
    expect(await dependant('child')).toBeUndefined();
    await mini.fill('家人的姓名', child.name);
    await mini.tap('核对并添加');
    await mini.tap(/^为阿.*办理$/);
    expect(await dependant('child')).toMatchObject({ state: 'active' });
  });

  test('declares for her and gets her a code; changes between both without a network [M53]', async () => {
    await declareOn(mini);
    mini.telephone.network.isUp = false;
    mini.requests();
    mini.relaunch();
    await mini.tap(/^本人/);
    await until('her own is shown', async () =>
      decodeCode(await codeOn(mini)).strip.claims.kind === 'own' ? true : undefined,
    );
    await mini.tap(/^阿/);
    await mini.see('家人的码,由您代为出示');
    const text = await codeOn(mini);
    expect(decodeCode(text).strip.claims.kind).toBe('dependant');
    expect(mini.requests()).toEqual([]);
    mini.telephone.network.isUp = true;
    expect((await checkpoint.checkOnline(text)).verdict).toBe('pass');
  });

  test('has her code on paper, with the address to print it from on the clipboard, and revokes it [M56] [W13]', async () => {
    mini.open('pages/paper/index');
    await mini.tap('制作纸质码');
    await mini.see('怎样打印');
    const paper = await codeOn(mini);
    expect(paper).toMatch(/^TXP1:/);
    const found = await checkpoint.checkOnline(paper);
    expect([found.verdict, codes(found)]).toEqual(['cannot-tell', ['paper-needs-document']]);
    await mini.tap('复制网址');
    await mini.see('网址已复制');
    expect(mini.telephone.clipboard).toMatch(/\/app\/#\/pages\/paper\/index$/);
    await mini.tap('丢了,作废');
    await mini.tap('确定作废');
    await mini.see('制作纸质码');
    expect((await checkpoint.checkOnline(paper)).verdict).toBe('stop');
  });

  test('acts for an adult who agrees by the code on her own phone; she sees what was done, and ends it [M53]', async () => {
    mini.open('pages/family/index');
    await mini.tap('添加家人');
    await mini.tap(/^成年家人/);
    await mini.fill('家人的姓名', grandmother.name);
    await mini.fill('家人的证件号', grandmother.documentNumber);
    await mini.fill('家人的手机号', grandmother.phone);
    await mini.tap('发送验证码给家人');
    await mini.see('验证码已发到这位家人的手机');
    const { 'sms-gateway': sms } = world.story.world.simulators;
    await mini.fill('家人收到的 6 位验证码', await readPhoneCode(sms.managementUrl, grandmother.phone));
    await mini.tap('确认同意');
    const { maskedName } = await until('she is among the family', async () => {
      const adult = await dependant('adult');
      return adult?.state === 'active' ? adult : undefined;
    });
    await mini.tap(`为${maskedName}办理`);
    await declareOn(mini);
    const text = await codeOn(mini);
    expect((await checkpoint.checkOnline(text)).verdict).toBe('pass');

    const own = world.phone(name, shanxi, await world.arrive(shanxi, grandmother));
    own.open('pages/family/index');
    await own.see('健康码制码请求');
    await own.tap(/^结束:不再让/);
    await own.see('没有人。');
    expect((await checkpoint.checkOnline(text)).verdict).toBe('stop');
    await mini.tap('联网更新');
    await until('only her child is left', async () =>
      mini.texts().some((line) => line === maskedName) ? undefined : true,
    );
    expect(own.complaints()).toEqual([]);
  });

  test('ends it for her child herself, asked twice [M53]', async () => {
    mini.open('pages/family/index');
    await mini.tap(/^结束代办:阿/);
    await mini.tap('确定结束');
    await mini.see('还没有由您代办的家人。');
    expect(await dependant('child')).toBeUndefined();
  });

  test('applies for herself and her child at once, in another province [W07]', async () => {
    await her.citizen.client.call(routes.addDependant, {
      body: { relation: 'child', documentType: '10', documentNumber: child.documentNumber, name: child.name },
    });
    const abroad = await world.arrive(shandong, mother);
    const there = world.phone(name, shandong, abroad);
    await abroad.citizen.client.call(routes.addDependant, {
      body: { relation: 'child', documentType: '10', documentNumber: child.documentNumber, name: child.name },
    });
    there.open('pages/family/index');
    await there.tap('全家一起转换外省的码');
    await there.tap(/^本人/);
    await there.tap(/^阿/);
    await there.tap('下一步');
    await there.tap('山西省');
    await there.tap('下一步');
    await there.tap('就选山东省');
    await there.tap('下一步');
    await there.see('健康情况:本人');
    await there.tap('下一步');
    await there.see('健康情况:阿');
    await there.tap('下一步');
    await there.tap('下一步');
    await there.tap('我已阅读并承诺');
    await there.tap('同意查询,提交申请');
    await there.see('全家转码进展');
    const approved = () => there.texts().filter((line) => line === '已通过').length;
    await expect.poll(approved).toBe(2);
    expect(there.complaints()).toEqual([]);
  });

  test('has complained of nothing', () => {
    expect(mini.complaints()).toEqual([]);
  });
});
