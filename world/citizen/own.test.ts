import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createClient, routes, type schemas } from '@tongxing/contract';
import { publicKey } from '@tongxing/codec/es256';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { renderSVG } from 'uqr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPhoneCode } from '../clients/citizen.ts';
import { makePerson } from '../people/person.ts';
import { shanxi } from '../provinces.ts';
import { enrolAt } from '../stories/scene.ts';
import { openApp, type OpenApp, type Phone } from './test/open-app.ts';
import { settleWithApp, type Settled } from './test/settled.ts';

const person = makePerson({ seed: 7501, division: '140105' });
const newPhone = makePerson({ seed: 7502, division: '140105' }).phone;

let app: OpenApp;
let her: Settled;
let phone: Phone;

beforeAll(async () => {
  app = await openApp();
  her = await settleWithApp(app, shanxi, person);
  phone = her.phone;
}, 600_000);

afterAll(async () => {
  await app?.close();
}, 60_000);

const button = (name: string, at = phone) => at.page.getByRole('button', { name, exact: true });
const heading = (name: string, at = phone) => at.page.getByRole('heading', { name, exact: true }).last().waitFor();
const open = async (page: string, at = phone) => {
  await at.page.goto(at.page.url().replace(/#.*$/, `#/pages/${page}/index`));
};
const smsCode = (to: string) => readPhoneCode(app.world.world.simulators['sms-gateway'].managementUrl, to);

/** Who the app on a phone believes that she is. */
async function own({ page }: Phone): Promise<schemas.Me> {
  const { me } = JSON.parse(await page.evaluate<string>(`localStorage.getItem('tongxing.1')`)) as { me: schemas.Me };
  return me;
}

async function rows(statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: app.world.databaseUrl(shanxi) });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A photograph of a QR code, as a browser gets it from the camera of the phone. */
async function pictureOf(text: string): Promise<Buffer> {
  const page = await app.browser.newPage({ viewport: { width: 720, height: 720 } });
  await page.setContent(renderSVG(text, { ecc: 'M', border: 4 }));
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

/** Staff of a node, the administrator unless told otherwise. */
async function staffOf(division: string, account?: { readonly username: string; readonly password: string }) {
  const { url, admin } = app.world.world.nodes[division]!;
  const anonymous = createClient(url, fetch);
  const { token } = await anonymous.call(routes.staffSignIn, { body: account ?? admin });
  return anonymous.as(token);
}

/** Another phone of hers takes a code. */
async function takeOn(deviceId: string): Promise<void> {
  const { x, y } = publicKey(randomBytes(32));
  const key = {
    suite: 'ES256' as const,
    x: Buffer.from(x).toString('base64url'),
    y: Buffer.from(y).toString('base64url'),
  };
  await her.citizen.client.call(routes.makeCode, { body: { deviceId, keys: [key] } });
}

describe('what is a person’s own', () => {
  test('a third phone is offered to take the place of another, and none is lost on the way [M12]', async () => {
    await takeOn(randomUUID());
    const { session } = JSON.parse(await phone.page.evaluate<string>(`localStorage.getItem('tongxing.1')`)) as {
      session: schemas.Session;
    };
    const third = await app.phone(shanxi, { kept: { session } });
    await third.page.getByRole('alert').getByRole('button', { name: '选一部手机移除' }).click();
    await heading('我的设备', third);
    await button('移除手机 1', third).click();
    await expect.poll(() => rows('select device_id from holder_device where removed_at is null')).toHaveLength(1);
    await third.page.getByRole('button', { name: '返回' }).last().click();
    await third.page.reload();
    await third.page.locator('.qr').waitFor();
    await third.context.close();
  });

  test('a phone that was lost is signed out with its codes, and this one stays', async () => {
    await open('devices');
    await button('退出其他所有手机').click();
    await phone.page.getByRole('status').getByText('其他手机都已退出').waitFor();
    const sessions = await rows(`select token_hash from session where kind = 'account'`);
    expect(sessions).toHaveLength(1);
    expect(await rows('select device_id from holder_device where removed_at is null')).toHaveLength(1);
  });

  test('signing in again for a scan that fails never takes the code off the phone, without a network neither [M44]', async () => {
    await open('scan-trouble');
    await phone.context.setOffline(true);
    // What counts while nobody can be reached is on the phone beforehand [W09].
    await phone.page.getByText('绿码在 24 小时内照常通行').last().waitFor();
    await button('重新登录').click();
    await phone.page.getByRole('alert').getByText('手机现在没有网络').last().waitFor();
    await phone.context.setOffline(false);
    await button('重新登录').click();
    await heading('登录');
    await open('code');
    // Signed out, and the code is there.
    await phone.page.locator('.qr').last().waitFor();
    await open('sign-in');
    await phone.page.getByLabel('手机号').last().fill(person.phone.replace('+86', ''));
    await button('发送验证码').last().click();
    await phone.page.getByLabel('6 位验证码').last().waitFor();
    await phone.page
      .getByLabel('6 位验证码')
      .last()
      .fill(await smsCode(person.phone));
    await button('登录').last().click();
    await phone.page.locator('.qr').last().waitFor();
    expect(await rows(`select token_hash from session where kind = 'account'`)).toHaveLength(1);
  });

  test('her codes and documents are found again in one place [M14]', async () => {
    await open('cards');
    await heading('山西健康码');
    await phone.page
      .getByRole('radio', { name: new RegExp(`居民身份证 …${person.documentNumber.slice(-4)}`) })
      .waitFor();
    await button('添加证件').click();
    await heading('添加证件');
    await expect.poll(() => phone.page.getByLabel('签发国家(三位字母)').last().isVisible()).toBe(true);
  });

  test('a visit is registered by what a display shows now, and not by an earlier picture; "not me" is one tap', async () => {
    const door = await enrolAt(app.world, app.world.world.nodes[shanxi]!, '140105');
    const scan = async (text: string) => {
      const choosing = phone.page.waitForEvent('filechooser');
      await button('扫场所码').last().click();
      await (await choosing).setFiles({ name: 'seen.png', mimeType: 'image/png', buffer: await pictureOf(text) });
    };
    await open('visits');
    await scan(await door.showPlace(120));
    await heading('这个场所码已经过时,没有登记到访');
    await button('知道了').click();
    await scan('TX1:BB8');
    await phone.page.getByRole('alert').getByText('没有读到场所码').waitFor();
    // Without a network it is kept on the phone, and sent by itself once there is one.
    const shown = await pictureOf(await door.showPlace());
    await phone.context.setOffline(true);
    const choosing = phone.page.waitForEvent('filechooser');
    await button('扫场所码').last().click();
    await (await choosing).setFiles({ name: 'seen.png', mimeType: 'image/png', buffer: shown });
    await heading('等待网络');
    await phone.context.setOffline(false);
    await button('现在发送').click();
    await heading('虚拟商场东门');
    await phone.page.getByText('扫了门口的动态场所码').waitFor();
    await button('不是我:虚拟商场东门').click();
    await phone.page
      .getByRole('status')
      .getByText(/说明不是本人,这次到访已不再计入/)
      .waitFor();
    expect(await rows('select known_by, contested_at is null as counts from visit')).toEqual([
      { known_by: 'display', counts: false },
    ]);
  });

  test('another number is hers by a code sent to it, and nothing else changes [M26]', async () => {
    await open('phone');
    await phone.page.getByLabel('新手机号').fill(newPhone.replace('+86', ''));
    await button('发送验证码').last().click();
    await phone.page.getByLabel('6 位验证码').last().waitFor();
    await phone.page
      .getByLabel('6 位验证码')
      .last()
      .fill(await smsCode(newPhone));
    await button('更换').click();
    await heading('已更换');
    await open('code');
    await phone.page.locator('.qr').last().waitFor();
    const { maskedPhone } = await own(phone);
    expect(maskedPhone.slice(-4)).toBe(newPhone.slice(-4));
  });

  test('her employer sees by her agreement whether she may come in, and no longer once she has left [M45]', async () => {
    const client = await staffOf(shanxi);
    const { organisationId } = await client.call(routes.createOrganisation, {
      body: { kind: 'employer', division: '140105', name: '第一机床厂' },
    });
    const account = { username: 'machine-works', password: 'a long enough password' };
    const { staffId } = await client.call(routes.createStaff, {
      body: { ...account, role: 'roster', division: '140105' },
    });
    await client.call(routes.appointManagers, { params: { organisationId }, body: { staffIds: [staffId] } });
    const manager = await staffOf(shanxi, account);
    const { url } = await manager.call(routes.inviteToRoster, {});
    await open('rosters');
    await phone.page.getByLabel('加入码').last().fill(url);
    await button('查看').click();
    await button('同意并加入').click();
    await heading('第一机床厂');
    const { members } = await manager.call(routes.getRoster, { query: {} });
    expect(members.map(({ verdict }) => verdict)).toEqual(['pass']);
    await button('退出名单').click();
    await phone.page.getByText('您没有加入任何单位或学校').waitFor();
    expect((await manager.call(routes.getRoster, { query: {} })).members).toEqual([]);
  });

  test('everything that is held of her is hers as a file, by a code on her phone [W12]', async () => {
    await open('own-data');
    await heading('导出');
    await button('发送验证码').last().click();
    await phone.page.getByLabel('6 位验证码').last().waitFor();
    await phone.page
      .getByLabel('6 位验证码')
      .last()
      .fill(await smsCode(newPhone));
    const [download] = await Promise.all([phone.page.waitForEvent('download'), button('导出全部信息').click()]);
    const document = JSON.parse(await readFile(await download.path(), 'utf8')) as schemas.OwnDataDocument;
    const person_ = document.tables.find(({ table }) => table === 'person')!.rows[0]!;
    expect([person_['name'], person_['document']]).toEqual([person.name, person.documentNumber]);
    await heading('导出记录');
  });

  test('closing the account says first what it means, is taken back with one tap, and is asked again [W12]', async () => {
    await button('了解注销').click();
    await heading('会销毁什么');
    await heading('依法留下什么');
    const ask = async () => {
      await button('发送验证码').last().click();
      await phone.page.getByLabel('6 位验证码').last().waitFor();
      await phone.page
        .getByLabel('6 位验证码')
        .last()
        .fill(await smsCode(newPhone));
      await button('申请注销账号').click();
      await heading('已申请注销');
    };
    await ask();
    await button('撤回,保留账号').click();
    await heading('申请注销');
    expect(await rows('select * from account_closure')).toEqual([]);
  });

  test('has complained of nothing', () => {
    expect(phone.complaints).toEqual([]);
  });
});
