import { randomUUID } from 'node:crypto';
import { decodeCode } from '@tongxing/codec';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPhoneCode } from '../clients/citizen.ts';
import type { Checkpoint } from '../clients/checkpoint.ts';
import { readQr } from '../clients/qr.ts';
import { until } from '../clients/until.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson, type Person } from '../people/person.ts';
import { shandong, shanxi } from '../provinces.ts';
import { manage } from '../simulators/ask.ts';
import { codes, enrolAt } from '../stories/scene.ts';
import { photograph } from '../clients/browser.ts';
import { enter } from './test/enter.ts';
import { openApp, type OpenApp, type Phone } from './test/open-app.ts';
import { settleWithApp, type Settled } from './test/settled.ts';

const mother: Person = makePerson({ seed: 7200, division: '140105', born: '1988-03-04' });
const child: Person = {
  ...makePerson({ seed: 7201, division: '140105', born: '2017-06-01' }),
  name: '阿依努尔·麦麦提',
};
const grandmother: Person = makePerson({ seed: 7202, division: '140105', born: '1949-10-01' });

let app: OpenApp;
let her: Settled;
let phone: Phone;
let checkpoint: Checkpoint;

beforeAll(async () => {
  app = await openApp();
  const { simulators, nodes } = app.world.world;
  await introduce(simulators, [child, grandmother]);
  const { name, documentNumber, born } = child;
  await manage(simulators['population-registry'].managementUrl, 'PATCH /answers', {
    households: { [mother.documentNumber]: [{ name, documentNumber, born }] },
  });
  her = await settleWithApp(app, shanxi, mother);
  ({ phone } = her);
  checkpoint = await enrolAt(app.world, nodes[shanxi]!, '140105');
}, 600_000);

afterAll(async () => {
  await app?.close();
}, 60_000);

const at = (division: string) => {
  const { nodes, simulators } = app.world.world;
  return { url: nodes[division]!.url, smsManagementUrl: simulators['sms-gateway'].managementUrl };
};
const shown = () => phone.page.locator('.taro_page:not([style*="display: none"])').last();
const button = (name: string) => shown().getByRole('button', { name, exact: true });
const press = (name: string) => button(name).click();
const face = (name: RegExp) => shown().getByRole('radio', { name });
const fill = (name: string, text: string) => shown().getByLabel(name, { exact: true }).fill(text);
const heading = (name: string) => shown().getByRole('heading', { name, exact: true, level: 1 }).waitFor();
const says = (text: string | RegExp) => shown().getByText(text).first().waitFor();
const banner = () => shown().locator('.acting-name');
const open = (page: string) => phone.page.evaluate(`location.hash = '#/pages/${page}/index'`);
const scan = async (selector: string) =>
  (await readQr(await photograph(app.browser, phone.page, `.taro_page:not([style*="display: none"]) ${selector}`))) ??
  '';
const claimsIn = (text: string) => decodeCode(text).strip.claims;

async function declareFor(name: string): Promise<void> {
  await press('继续');
  await heading('健康申报');
  expect(await banner().textContent()).toBe(name);
  await press('下一步');
  await press('下一步');
  await shown().getByRole('checkbox', { name: '我已阅读并承诺' }).click();
  await press('提交申报');
  await press('领取健康码');
  await shown().locator('.qr').waitFor();
}

describe('who acts for her family', () => {
  test('adds her child, whom the registry confirms; another’s is refused in words, and nothing is typed again [M53]', async () => {
    await open('family');
    await says('还没有由您代办的家人。');
    await press('添加家人');
    await heading('添加家人');
    await fill('家人的姓名', grandmother.name);
    await fill('家人的证件号', child.documentNumber);
    await press('核对并添加');
    await shown().getByRole('alert').filter({ hasText: '关系' }).waitFor();
    await fill('家人的姓名', child.name);
    await press('核对并添加');
    await heading('家人代办');
    const { dependants } = await her.citizen.client.call(routes.listDependants, {});
    expect(dependants).toHaveLength(1);
    await says(dependants[0]!.maskedName);
  });

  test('declares for her and gets her a code, and every page says for whom [M53]', async () => {
    const { dependants } = await her.citizen.client.call(routes.listDependants, {});
    const { maskedName, dependantId } = dependants[0]!;
    await press(`为${maskedName}办理`);
    await heading('山西健康码');
    expect(await banner().textContent()).toBe(maskedName);
    await declareFor(maskedName);
    await says('家人的码,由您代为出示');
    const ofChild = await her.citizen.client.actingFor(dependantId).call(routes.getCode, {});
    expect(ofChild.colour).toBe('green');
    await press('换回本人');
    expect(await banner().count()).toBe(0);
  });

  test('changes between the codes of her family without a network, each drawn on the phone [M53]', async () => {
    await phone.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await phone.context.setOffline(true);
    phone.requests();
    await phone.page.reload();
    await face(/^本人/).waitFor();
    const own = claimsIn(await scan('.qr'));
    await face(/^阿/).click();
    expect(await face(/^阿/).getAttribute('aria-checked')).toBe('true');
    await says('家人的码,由您代为出示');
    const text = await scan('.qr');
    const hers = claimsIn(text);
    expect([own.kind, hers.kind]).toEqual(['own', 'dependant']);
    expect(hers.maskedName).toBe(await banner().textContent());
    expect(phone.requests().filter((request) => !request.startsWith('GET /app/'))).toEqual([]);
    await phone.context.setOffline(false);
    expect(await checkpoint.checkOnline(text)).toMatchObject({ verdict: 'pass', maskedName: hers.maskedName });
  });

  test('prints her code on a page of A6; a real decoder reads it, and the guard is told to see the document [M56] [W13]', async () => {
    await open('paper');
    await press('制作纸质码');
    await shown().locator('.paper-qr').waitFor();
    const paper = await scan('.paper-qr');
    expect(paper).toMatch(/^TXP1:/);
    const found = await checkpoint.checkOnline(paper);
    expect([found.verdict, found.colour, codes(found)]).toEqual(['cannot-tell', 'green', ['paper-needs-document']]);
    await checkpoint.sync();
    const offline = await checkpoint.checkOffline(paper);
    expect([offline.step, codes(offline)]).toEqual(['document-lane', ['paper-needs-document']]);
    const pdf = (await phone.page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    // 105 × 148 mm in points.
    expect(pdf.match(/\/MediaBox \[0 0 29[78][\d.]* 4(19|20)[\d.]*\]/g)).toHaveLength(1);
    await press('丢了,作废');
    await press('确定作废');
    await button('制作纸质码').waitFor();
    expect((await checkpoint.checkOnline(paper)).verdict).toBe('stop');
  });

  test('applies for herself and her child at once, in another province; each has a result of her own [W07]', async () => {
    const { session, citizen } = await enter(at(shandong), mother);
    await citizen.verify();
    const { name, documentNumber } = child;
    await citizen.client.call(routes.addDependant, {
      body: { relation: 'child', documentType: '10', documentNumber, name },
    });
    const here = phone;
    phone = await app.phone(shandong, { kept: { session } });
    await face(/^本人/).waitFor();
    await open('family');
    await press('全家一起转换外省的码');
    await shown().getByRole('checkbox', { name: /^本人/ }).click();
    await shown().getByRole('checkbox', { name: /^阿/ }).click();
    await press('下一步');
    await shown().getByRole('radio', { name: '山西省' }).click();
    await press('下一步');
    await press('就选山东省');
    await press('下一步');
    await says('健康情况:本人');
    await press('下一步');
    await says('健康情况:阿');
    await press('下一步');
    await press('下一步');
    await shown().getByRole('checkbox', { name: '我已阅读并承诺' }).click();
    await press('同意查询,提交申请');
    await heading('全家转码进展');
    await expect.poll(() => shown().getByText('已通过', { exact: true }).count(), { timeout: 15_000 }).toBe(2);
    const { dependants } = await citizen.client.call(routes.listDependants, {});
    const ofChild = citizen.client.actingFor(dependants[0]!.dependantId);
    expect(await ofChild.call(routes.getCode, {})).toMatchObject({ basis: 'conversion', colour: 'green' });
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
    phone = here;
  });

  test('acts for an adult who agrees by the code on her own phone; she sees what was done, and ends it [M53]', async () => {
    await press('换回本人');
    await heading('山西健康码');
    await press('我的');
    await press('家人代办');
    await press('添加家人');
    await shown()
      .getByRole('radio', { name: /^成年家人/ })
      .click();
    await fill('家人的姓名', grandmother.name);
    await fill('家人的证件号', grandmother.documentNumber);
    await fill('家人的手机号', grandmother.phone);
    await press('发送验证码给家人');
    await says('验证码已发到这位家人的手机');
    await fill('家人收到的 6 位验证码', '000000');
    await press('确认同意');
    await shown().getByRole('alert').filter({ hasText: '验证码' }).waitFor();
    const { 'sms-gateway': sms } = app.world.world.simulators;
    await fill('家人收到的 6 位验证码', await readPhoneCode(sms.managementUrl, grandmother.phone));
    await press('确认同意');
    const { maskedName } = await until('she is among the family', async () => {
      const { dependants } = await her.citizen.client.call(routes.listDependants, {});
      return dependants.find(({ relation }) => relation === 'adult');
    });
    await press(`为${maskedName}办理`);
    await declareFor(maskedName);
    const text = await scan('.qr');
    expect((await checkpoint.checkOnline(text)).verdict).toBe('pass');

    const { citizen: herself, session } = await enter(at(shanxi), grandmother);
    await herself.verify();
    const own = await app.phone(shanxi, { kept: { session, deviceId: randomUUID() } });
    await own.page.locator('.qr').waitFor();
    await own.page.evaluate(`location.hash = '#/pages/family/index'`);
    await own.page.getByText('健康码制码请求').first().waitFor();
    await own.page.getByRole('button', { name: /^结束:不再让/ }).click();
    await own.page.getByText('没有人。').waitFor();
    expect((await checkpoint.checkOnline(text)).verdict).toBe('stop');
    await press('联网更新');
    // What she sees until the node has answered is still her grandmother's page.
    await banner().waitFor({ state: 'detached' });
    expect(await shown().getByRole('radio').count()).toBe(2);
    expect([...own.complaints, ...phone.complaints]).toEqual([]);
    await own.context.close();
  });

  test('signs in anew while the page is about her child: neither code leaves the phone [M44] [M53]', async () => {
    await face(/^阿/).click();
    await open('scan-trouble');
    await press('重新登录');
    await heading('登录');
    const { 'sms-gateway': sms } = app.world.world.simulators;
    await shown().getByLabel('手机号').fill(mother.phone.replace('+86', ''));
    await press('发送验证码');
    await shown().getByLabel('6 位验证码').waitFor();
    await shown()
      .getByLabel('6 位验证码')
      .fill(await readPhoneCode(sms.managementUrl, mother.phone));
    await press('登录');
    await heading('扫码不通过');
    await open('code');
    await shown().locator('.qr').waitFor();
    const names = await shown()
      .getByRole('radio')
      .evaluateAll((all: { ariaLabel: string }[]) => all.map(({ ariaLabel }) => ariaLabel));
    expect(names).toEqual(['本人 绿码', expect.stringMatching(/^阿.* 绿码$/)]);
  });
});
