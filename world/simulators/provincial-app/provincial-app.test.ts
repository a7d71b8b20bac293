import { createHash, createPublicKey, verify, type webcrypto } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sunLihua } from '../../people/cast.ts';
import { manage } from '../ask.ts';
import { startSimulator, type RunningSimulator } from '../simulator.ts';
import { provincialApp } from './provincial-app.ts';

const clientId = 'tongxing-370000';
const basic = `Basic ${Buffer.from(`${clientId}:simulated-secret-of-shandong`).toString('base64')}`;
const redirectUri = 'http://127.0.0.1:37000/app/';
const verifier = 'v'.repeat(43);
const asked = {
  client_id: clientId,
  redirect_uri: redirectUri,
  response_type: 'code',
  scope: 'openid phone',
  state: 'state-1',
  nonce: 'nonce-1',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};

let app: RunningSimulator;
beforeEach(async () => {
  app = await startSimulator(provincialApp, { port: 0, managementPort: 0 });
  const { phone, name, documentNumber } = sunLihua;
  await manage(app.managementUrl, 'PUT /clock', { now: '2022-11-24T09:00:00+08:00', running: false });
  await manage(app.managementUrl, 'PUT /answers', {
    redirectUris: { [clientId]: [redirectUri] },
    accounts: { [phone]: { name, documentNumber, assuranceLevel: 'high' } },
  });
});
afterEach(async () => app.stop());

const form = (path: string, fields: Record<string, string>, authorization = basic) =>
  fetch(app.url + path, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
async function agree(change: Record<string, string> = {}): Promise<URLSearchParams> {
  const answer = await form('/authorize', { ...asked, decision: 'agree', phone: sunLihua.phone, ...change });
  return new URL(answer.headers.get('location') ?? 'none:').searchParams;
}
const redeem = async (code: string, change: Record<string, string> = {}, authorization = basic) => {
  const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  const answer = await form('/token', { ...fields, ...change }, authorization);
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};
const get = async (path: string, authorization?: string) => {
  const answer = await fetch(app.url + path, authorization === undefined ? {} : { headers: { authorization } });
  return (await answer.json()) as Record<string, unknown>;
};

describe('the app of a province', () => {
  test('signs who agreed with a key that it publishes, and tells her phone and name', async () => {
    const back = await agree();
    expect(back.get('state')).toBe('state-1');
    const { body } = await redeem(back.get('code') ?? '');
    const [header = '', payload = '', signature = ''] = (body['id_token'] ?? '').split('.');
    const { keys } = (await get('/jwks')) as { keys: (webcrypto.JsonWebKey & { kid: string })[] };
    const key = createPublicKey({ key: keys[0]!, format: 'jwk' });
    const isRight = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const { sub } = claims;
    expect([isRight, claims]).toEqual([
      true,
      { iss: app.url, aud: clientId, sub, nonce: 'nonce-1', iat: 1_669_251_600, exp: 1_669_251_900 },
    ]);
    expect(await get('/userinfo', `Bearer ${body['access_token']}`)).toMatchObject({
      sub,
      phone_number: `+86${sunLihua.phone}`,
      phone_number_verified: true,
      verified_claims: { verification: { assurance_level: 'high' }, claims: { name: sunLihua.name } },
    });
    expect(await get('/.well-known/openid-configuration')).toMatchObject({ issuer: app.url });
  });

  test('gives tokens for a code once, to its client, for its address, with its verifier', async () => {
    const fresh = async () => (await agree()).get('code') ?? '';
    const code = await fresh();
    expect((await redeem(code)).status).toBe(200);
    const refused = { status: 400, body: { error: 'invalid_grant', error_description: 'The code is not valid.' } };
    expect(await redeem(code)).toEqual(refused);
    expect(await redeem(await fresh(), { code_verifier: 'w'.repeat(43) })).toEqual(refused);
    expect(await redeem(await fresh(), { redirect_uri: 'http://127.0.0.1:14000/app/' })).toEqual(refused);
    const stranger = `Basic ${Buffer.from(`${clientId}:another`).toString('base64')}`;
    expect(await redeem(await fresh(), {}, stranger)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    const old = await fresh();
    await manage(app.managementUrl, 'PUT /clock', { now: '2022-11-24T09:01:00+08:00', running: false });
    expect(await redeem(old)).toEqual(refused);
  });

  test('sends nobody to an address that is not registered, and says where somebody has not agreed', async () => {
    const elsewhere = { ...asked, redirect_uri: 'http://evil.example/' };
    const answer = await fetch(`${app.url}/authorize?${new URLSearchParams(elsewhere).toString()}`);
    expect([answer.status, (await answer.text()).includes('evil')]).toEqual([400, false]);
    expect((await form('/authorize', { ...elsewhere, decision: 'agree', phone: sunLihua.phone })).status).toBe(400);
    expect(Object.fromEntries(await agree({ decision: 'decline' }))).toEqual({
      error: 'access_denied',
      state: 'state-1',
    });
  });
});
