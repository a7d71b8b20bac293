import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sunLihua, wangXiuying } from '../../people/cast.ts';
import { manage } from '../ask.ts';
import { startSimulator, type RunningSimulator } from '../simulator.ts';
import { wechatPlatform } from './wechat-platform.ts';

const appid = 'tongxing-140000';
const secret = 'simulated-secret-of-shanxi';
const template_id = 'tongxing-colour';
const data = {
  phrase1: { value: '转为红码' },
  time2: { value: '2026年12月6日 08:00' },
  thing3: { value: '您是密切接触者。' },
  phone_number4: { value: '0351-12320' },
};

let platform: RunningSimulator;
beforeEach(async () => {
  platform = await startSimulator(wechatPlatform, { port: 0, managementPort: 0 });
  await at('2022-11-24T09:00:00+08:00');
  await manage(platform.managementUrl, 'PUT /answers', { templates: [template_id], dailyQuota: 2 });
});
afterEach(async () => platform.stop());

const at = (now: string) => manage(platform.managementUrl, 'PUT /clock', { now, running: false });
const login = async (phone = wangXiuying.phone) =>
  (await manage(platform.managementUrl, 'POST /logins', { appid, phone })).body as Record<string, string>;
const accept = (count: number) =>
  manage(platform.managementUrl, 'POST /subscriptions', {
    appid,
    phone: wangXiuying.phone,
    templateId: template_id,
    count,
  });

async function post(path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(platform.url + path, { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}
const token = async (change: object = {}) =>
  post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret, ...change });
const session = async (js_code: string) => {
  const query = new URLSearchParams({ appid, secret, js_code, grant_type: 'authorization_code' });
  return (await (await fetch(`${platform.url}/sns/jscode2session?${query.toString()}`)).json()) as Record<
    string,
    unknown
  >;
};
const send = async (change: object = {}, access?: string) => {
  const { access_token } = await token();
  const { openid } = await login();
  return post(`/cgi-bin/message/subscribe/send?access_token=${access ?? String(access_token)}`, {
    touser: openid,
    template_id,
    data,
    ...change,
  });
};

describe('a token', () => {
  test('stays the same until five minutes before its end, and another one is another’s end only where it is forced', async () => {
    const first = await token();
    expect(first).toMatchObject({ expires_in: 7200 });
    await at('2022-11-24T10:54:00+08:00');
    expect(await token()).toEqual({ ...first, expires_in: 360 });
    await at('2022-11-24T10:55:00+08:00');
    expect((await token())['access_token']).not.toBe(first['access_token']);
    const forced = await token({ force_refresh: true });
    expect(await send({}, 'access-token-00000001')).toMatchObject({ errcode: 40001 });
    expect((await token())['access_token']).toBe(forced['access_token']);
  });

  test('is given to the application with its secret', async () => {
    expect(await token({ secret: 'another' })).toMatchObject({ errcode: 40125 });
    expect(await token({ appid: 'nobody' })).toMatchObject({ errcode: 40013 });
    expect(await token({ grant_type: 'password' })).toMatchObject({ errcode: 47001 });
  });
});

describe('a code of a telephone', () => {
  test('says who it is, once, and for five minutes', async () => {
    const { loginCode = '', openid } = await login();
    expect(await session(loginCode)).toMatchObject({ openid });
    expect(await session(loginCode)).toMatchObject({ errcode: 40163 });
    const { loginCode: old = '' } = await login();
    await at('2022-11-24T09:05:00+08:00');
    expect(await session(old)).toMatchObject({ errcode: 40029, errmsg: 'invalid code' });
  });

  test('for the phone number is no code for signing in, nor the other way round', async () => {
    const { loginCode = '', phoneCode = '' } = await login();
    const { access_token } = await token();
    expect(await session(phoneCode)).toMatchObject({ errcode: 40029 });
    const path = `/wxa/business/getuserphonenumber?access_token=${String(access_token)}`;
    expect(await post(path, { code: loginCode })).toMatchObject({ errcode: 40029 });
    expect(await post(path, { code: phoneCode })).toMatchObject({
      errcode: 0,
      phone_info: { purePhoneNumber: wangXiuying.phone, countryCode: '86', watermark: { appid } },
    });
  });

  test('gives another name for the same person in another mini-program, and for another person', async () => {
    const { openid } = await login();
    expect((await login(sunLihua.phone))['openid']).not.toBe(openid);
    expect((await login())['openid']).toBe(openid);
  });
});

describe('a subscribe message', () => {
  test('comes as often as it was accepted, and is shown by the telephone', async () => {
    expect(await send()).toMatchObject({ errcode: 43101 });
    await accept(1);
    expect(await send()).toMatchObject({ errcode: 0, errmsg: 'ok' });
    expect(await send()).toMatchObject({ errcode: 43101 });
    expect((await manage(platform.managementUrl, 'GET /messages')).body).toMatchObject({
      messages: [{ template_id, data }],
    });
  });

  test.each([
    ['to nobody', { touser: 'o-nobody' }, 40003],
    ['of no template', { template_id: 'another' }, 40037],
    ['with a phrase of six characters', { data: { ...data, phrase1: { value: '您变为红码了' } } }, 47003],
    ['with a thing of twenty-one characters', { data: { ...data, thing3: { value: '字'.repeat(21) } } }, 47003],
    ['with an empty thing', { data: { ...data, thing3: { value: '' } } }, 47003],
    ['with a time that is none', { data: { ...data, time2: { value: '2026-12-06T08:00:00+08:00' } } }, 47003],
    ['with a keyword that is none', { data: { anything1: { value: 'a' } } }, 47003],
  ])('%s is refused, and no subscription is used up', async (_, change, errcode) => {
    await accept(1);
    expect(await send(change)).toMatchObject({ errcode });
    expect(await send()).toMatchObject({ errcode: 0 });
  });

  test('beyond the quota of the day is refused until the next', async () => {
    await accept(3);
    await send();
    await send();
    expect(await send()).toMatchObject({ errcode: 45009 });
    await at('2022-11-25T00:00:00+08:00');
    expect(await send()).toMatchObject({ errcode: 0 });
  });
});
