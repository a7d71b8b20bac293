import { createDecipheriv, createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wangXiuying } from '../../people/cast.ts';
import { manage } from '../ask.ts';
import { askAlipay, registerApplication, type Application } from '../ask-alipay.ts';
import { startSimulator, type RunningSimulator } from '../simulator.ts';
import { alipayGateway } from './alipay-gateway.ts';

const appId = 'tongxing-140000';
const templateId = 'tongxing-colour';

let gateway: RunningSimulator;
let application: Application;
let keys: { publicKey: string; contentKey: string };
beforeEach(async () => {
  gateway = await startSimulator(alipayGateway, { port: 0, managementPort: 0 });
  application = await registerApplication(gateway.managementUrl, appId);
  await manage(gateway.managementUrl, 'PUT /answers', { templates: [templateId] });
  await manage(gateway.managementUrl, 'PUT /clock', { now: '2022-11-24T09:00:00+08:00', running: false });
  keys = (await manage(gateway.managementUrl, 'GET /keys')).body as typeof keys;
});
afterEach(async () => gateway.stop());

interface Login {
  authCode: string;
  userId: string;
  encryptedPhone: { response: string; sign: string };
}
const login = async () =>
  (await manage(gateway.managementUrl, 'POST /logins', { appId, phone: wangXiuying.phone })).body as Login;

const isPlatforms = (text: string, signature: string) =>
  verify(
    'sha256',
    Buffer.from(text),
    createPublicKey({ key: Buffer.from(keys.publicKey, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  );

/** The node of the answer, after checking the signature over its bytes. */
async function ask(method: string, own: Record<string, string>, change: Record<string, string> = {}) {
  const { node, text, sign } = await askAlipay(gateway.url, application, method, own, change);
  expect(isPlatforms(text, sign)).toBe(true);
  return node;
}

const token = (code: string, change?: Record<string, string>) =>
  ask('alipay.system.oauth.token', { grant_type: 'authorization_code', code }, change);
const send = (userId: string, change: object = {}) =>
  ask('alipay.open.app.mini.templatemessage.send', {
    biz_content: JSON.stringify({
      to_user_id: userId,
      user_template_id: templateId,
      page: 'pages/messages/index',
      data: JSON.stringify({ keyword1: { value: '转为红码' } }),
      ...change,
    }),
  });

describe('a question to the gateway', () => {
  test('is believed with the application’s signature over every parameter, and with no other', async () => {
    const { authCode, userId } = await login();
    expect(await token(authCode, { timestamp: '2022-11-24 09:00:01' })).toMatchObject({
      sub_code: 'isv.invalid-signature',
    });
    expect(await token(authCode, { sign: 'AAAA' })).toMatchObject({ code: '40002', sub_code: 'isv.invalid-signature' });
    expect(await token(authCode, { app_id: 'nobody' })).toMatchObject({ sub_code: 'isv.invalid-app-id' });
    expect(await token(authCode)).toMatchObject({ user_id: userId });
  });

  test('by a method that there is not is refused in a signed answer', async () => {
    expect(await ask('alipay.trade.pay', {})).toMatchObject({ sub_code: 'isv.invalid-method' });
  });

  test('with a parameter twice is refused', async () => {
    const response = await fetch(`${gateway.url}/gateway.do?app_id=a&app_id=b`, { method: 'POST' });
    expect(response.status).toBe(400);
  });
});

describe('a code of a telephone', () => {
  test('says who it is once, and for five minutes', async () => {
    const { authCode } = await login();
    await token(authCode);
    expect(await token(authCode)).toMatchObject({ code: '40002', sub_code: 'isv.code-invalid' });
    const { authCode: old } = await login();
    await manage(gateway.managementUrl, 'PUT /clock', { now: '2022-11-24T09:05:00+08:00', running: false });
    expect(await token(old)).toMatchObject({ sub_code: 'isv.code-invalid' });
  });

  test('comes with the phone number, encrypted for the application and signed by the platform, quotes included', async () => {
    const { encryptedPhone } = await login();
    expect(isPlatforms(`"${encryptedPhone.response}"`, encryptedPhone.sign)).toBe(true);
    const decipher = createDecipheriv('aes-128-cbc', Buffer.from(keys.contentKey, 'base64'), Buffer.alloc(16));
    const plain = decipher.update(encryptedPhone.response, 'base64', 'utf8') + decipher.final('utf8');
    expect(JSON.parse(plain)).toEqual({ code: '10000', msg: 'Success', mobile: wangXiuying.phone });
  });
});

describe('a template message', () => {
  test('comes as often as it was accepted', async () => {
    const { userId } = await login();
    expect(await send(userId)).toMatchObject({ code: '40004', sub_code: 'USER_UNSUBSCRIBE' });
    await manage(gateway.managementUrl, 'POST /subscriptions', { appId, phone: wangXiuying.phone, templateId });
    expect(await send(userId)).toEqual({ code: '10000', msg: 'Success' });
    expect(await send(userId)).toMatchObject({ sub_code: 'USER_UNSUBSCRIBE' });
    expect((await manage(gateway.managementUrl, 'GET /messages', { toUserId: userId })).body).toMatchObject({
      messages: [{ templateId, data: { keyword1: { value: '转为红码' } } }],
    });
  });

  test.each([
    ['to nobody', { to_user_id: '2088000000000000' }, 'USER_ID_ILLEGAL'],
    ['of no template', { user_template_id: 'another' }, 'USER_TEMPLATE_ILLEGAL'],
    ['with data that is no JSON', { data: '{' }, 'isv.invalid-parameter'],
    [
      'with more than 2048 characters',
      { data: JSON.stringify({ keyword1: { value: 'a'.repeat(2048) } }) },
      'isv.invalid-parameter',
    ],
  ])('%s is refused', async (_, change, subCode) => {
    const { userId } = await login();
    expect(await send(userId, change)).toMatchObject({ sub_code: subCode });
  });
});

describe('a face check', () => {
  const card = { cert_type: 'IDENTITY_CARD', cert_name: wangXiuying.name, cert_no: wangXiuying.documentNumber };
  const begin = (order: string, change: object = {}) =>
    ask('alipay.user.certify.open.initialize', {
      biz_content: JSON.stringify({
        outer_order_no: order,
        biz_code: 'FACE',
        identity_param: { identity_type: 'CERT_INFO', ...card, ...change },
        merchant_config: { return_url: 'https://province.example/app/' },
      }),
    });
  const query = (certifyId: unknown) =>
    ask('alipay.user.certify.open.query', { biz_content: JSON.stringify({ certify_id: certifyId }) });

  test('is one for an order, and no other for another card', async () => {
    const { certify_id: certifyId } = await begin('order1');
    expect(certifyId).toMatch(/^[0-9a-f]{32}$/);
    expect(await begin('order1')).toMatchObject({ code: '10000', certify_id: certifyId });
    expect(await begin('order1', { cert_name: '某某' })).toMatchObject({ code: '40004', sub_code: 'ORDER_NO_USED' });
    expect((await begin('order2'))['certify_id']).not.toBe(certifyId);
    expect(await begin('order3', { cert_no: '110101199001011230' })).toMatchObject({
      sub_code: 'isv.invalid-parameter',
    });
  });

  test('takes no face before its page was opened by an address that the application has signed', async () => {
    const { certify_id: certifyId } = await begin('order1');
    const shown = async () =>
      (await manage(gateway.managementUrl, 'POST /faces', { appId, phone: wangXiuying.phone, certifyId, isHers: true }))
        .body;
    const page = await fetch(
      `${gateway.url}/gateway.do?${new URLSearchParams({
        app_id: appId,
        method: 'alipay.user.certify.open.certify',
        format: 'JSON',
        charset: 'utf-8',
        sign_type: 'RSA2',
        timestamp: '2022-11-24 09:00:00',
        version: '1.0',
        biz_content: JSON.stringify({ certify_id: certifyId }),
        sign: 'AAAA',
      }).toString()}`,
    );
    expect([page.status, await page.text()]).toEqual([400, '<title>isv.invalid-signature</title>']);
    expect(await shown()).toEqual({ done: false });
    expect(await query(certifyId)).toMatchObject({ code: '10000', passed: 'F' });
    expect(await query('nobodys')).toMatchObject({ code: '40004', sub_code: 'OPEN_CERTIFY_BILL_NOT_EXIST' });
  });
});
