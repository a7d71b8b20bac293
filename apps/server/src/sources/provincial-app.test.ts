import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addSeconds } from '../platform/clock.ts';
import { connectProvincialApp } from './provincial-app.ts';

const redirectUri = 'https://node.example/app/';
const clientId = 'tongxing-370000';
const secret = 's:cret/+ with signs';
const nonce = 'n'.repeat(43);
const codeVerifier = 'v'.repeat(43);
const morning = new Date('2026-11-24T08:00:00+08:00');
const person = {
  sub: 'u-1',
  phone_number: '+8615400000001',
  phone_number_verified: true,
  verified_claims: {
    verification: {
      trust_framework: 'cn_real_name',
      assurance_level: 'high',
      evidence: [{ type: 'document', document_details: { type: 'idcard', document_number: '37010219900307123x' } }],
    },
    claims: { name: '孙丽华' },
  },
};
const visitor = {
  phone: '+8615400000001',
  identity: {
    assuranceLevel: 'high',
    claim: { documentType: '10', documentNumber: '37010219900307123X', name: '孙丽华' },
  },
};

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

let server: Server;
let issuer: string;
let key: KeyPair;
let published: { kid: string; key: KeyPair }[];
let asked: Asked[];
/** What the provider answers, by path; a test changes it. */
let answers: Record<string, { status?: number; body: unknown }>;
let now: Date;
let app: ReturnType<typeof connectProvincialApp>;

beforeAll(async () => {
  key = await generateKeyPair('RS256', { extractable: true });
  server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(async () => {
  [now, asked, published] = [morning, [], [{ kid: 'one', key }]];
  answers = {
    '/.well-known/openid-configuration': {
      body: {
        issuer,
        authorization_endpoint: `${issuer}/authorize?lang=zh`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
      },
    },
    '/userinfo': { body: person },
  };
  await tokenIs();
  const timed = <T>(question: () => Promise<T>) => question();
  app = connectProvincialApp({ now: () => now }, { issuer, clientId, secret, timed });
});

async function respond(request: Parameters<RequestListener>[0], response: Parameters<RequestListener>[1]) {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
  const path = request.url ?? '';
  asked.push({ path, authorization: request.headers.authorization, form: new URLSearchParams(text) });
  const { status = 200, body } =
    path === '/jwks' ? { body: await keySet() } : (answers[path] ?? { status: 404, body: {} });
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function keySet() {
  const keys = published.map(async ({ kid, key: { publicKey } }) => ({ ...(await exportJWK(publicKey)), kid }));
  return { keys: await Promise.all(keys) };
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
const claims = (): JWTPayload => ({
  iss: issuer,
  aud: clientId,
  sub: person.sub,
  nonce,
  iat: seconds(now),
  exp: seconds(now) + 300,
});

async function signed(change: Readonly<Record<string, unknown>> = {}, by: KeyPair = key, kid = 'one'): Promise<string> {
  return new SignJWT({ ...claims(), ...change }).setProtectedHeader({ alg: 'RS256', kid }).sign(by.privateKey);
}

async function tokenIs(idToken?: string): Promise<void> {
  const body = {
    access_token: 'access-1',
    token_type: 'Bearer',
    expires_in: 300,
    id_token: idToken ?? (await signed()),
  };
  answers['/token'] = { body };
}

const comeBack = () => app.visitorOf({ redirectUri, nonce, code: 'code-1', codeVerifier });

describe('the app of the province as an OpenID provider', () => {
  it('is gone to with everything that binds the answer to who asked, and with no secret', async () => {
    const address = await app.addressOf({ redirectUri, state: 's', nonce, codeChallenge: 'c' });
    const { origin, pathname, searchParams } = new URL(address);
    expect(origin + pathname).toBe(`${issuer}/authorize`);
    expect(Object.fromEntries(searchParams)).toEqual({
      lang: 'zh',
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'openid phone verified_claims',
      state: 's',
      nonce,
      code_challenge: 'c',
      code_challenge_method: 'S256',
    });
  });

  it('says who came back: her phone, and her name as it was checked', async () => {
    expect(await comeBack()).toEqual(visitor);
    const token = asked.find(({ path }) => path === '/token');
    expect(Object.fromEntries(token!.form)).toEqual({
      grant_type: 'authorization_code',
      code: 'code-1',
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    });
    // RFC 6749 §2.3.1 by hand: each part as in a form, then the colon.
    expect(Buffer.from(token!.authorization!.slice(6), 'base64').toString()).toBe(
      'tongxing-370000:s%3Acret%2F%2B+with+signs',
    );
    expect(asked.find(({ path }) => path === '/userinfo')!.authorization).toBe('Bearer access-1');
  });

  it.each([
    ['a phone that it has not checked', { ...person, phone_number_verified: false }, { identity: visitor.identity }],
    ['no phone', { ...person, phone_number: undefined }, { identity: visitor.identity }],
    ['no real name', { ...person, verified_claims: undefined }, { phone: visitor.phone }],
    [
      'a name checked by no document',
      { ...person, verified_claims: { claims: { name: '某' } } },
      { phone: visitor.phone },
    ],
  ])('has told nothing by %s', async (_, body, told) => {
    answers['/userinfo'] = { body };
    expect(await comeBack()).toEqual(told);
  });

  it('does not take a code that was used, or with another verifier', async () => {
    answers['/token'] = { status: 400, body: { error: 'invalid_grant' } };
    expect(await comeBack()).toBeUndefined();
  });

  it('is asked once for what it publishes, and again when it signs with a key that is new', async () => {
    await comeBack();
    await comeBack();
    expect(asked.filter(({ path }) => path === '/jwks')).toHaveLength(1);
    const next = await generateKeyPair('RS256', { extractable: true });
    published = [{ kid: 'two', key: next }];
    now = addSeconds(morning, 60);
    await tokenIs(await signed({}, next, 'two'));
    expect(await comeBack()).toEqual(visitor);
    expect(asked.filter(({ path }) => path === '/jwks')).toHaveLength(2);
  });
});

describe('an identity token is not believed', () => {
  const wrong: [string, () => Promise<string>][] = [
    ['that nobody signed', async () => new UnsecuredJWT(claims()).encode()],
    [
      'signed with the secret of the client',
      async () =>
        new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(new TextEncoder().encode(secret)),
    ],
    [
      'signed by another under the name of a key',
      async () => signed({}, await generateKeyPair('RS256', { extractable: true })),
    ],
    ['signed by a key that is not known', () => signed({}, key, 'unknown')],
    ['of another provider', () => signed({ iss: 'https://other.example' })],
    ['for another client', () => signed({ aud: 'another' })],
    ['for several, issued to another', () => signed({ aud: [clientId, 'another'], azp: 'another' })],
    ['for several, without saying to whom', () => signed({ aud: [clientId, 'another'] })],
    ['of another sign-on', () => signed({ nonce: 'o'.repeat(43) })],
    ['of no sign-on', () => signed({ nonce: undefined })],
    ['that has run out', () => signed({ exp: seconds(now) - 31 })],
    ['that never runs out', () => signed({ exp: undefined })],
    ['made long ago', () => signed({ iat: seconds(now) - 3600 })],
    ['about nobody', () => signed({ sub: undefined })],
    ['about somebody else than it tells of', () => signed({ sub: 'u-2' })],
    ['that is none', async () => 'a.b.c'],
  ];
  it.each(wrong)('%s', async (_, make) => {
    await tokenIs(await make());
    await expect(comeBack()).rejects.toThrow(Error);
  });

  it('of a provider that calls itself otherwise', async () => {
    const { body } = answers['/.well-known/openid-configuration']!;
    answers['/.well-known/openid-configuration'] = { body: { ...(body as object), issuer: 'https://other.example' } };
    await expect(comeBack()).rejects.toThrow('calls itself otherwise');
  });

  it('where the keys of the provider are somewhere less safe than it is', async () => {
    const { body } = answers['/.well-known/openid-configuration']!;
    answers['/.well-known/openid-configuration'] = {
      body: { ...(body as object), jwks_uri: 'https://127.0.0.1:9/jwks' },
    };
    await expect(comeBack()).rejects.toThrow('reached otherwise');
  });

  it('nor anything said of a provider that fails', async () => {
    answers['/token'] = { status: 500, body: {} };
    await expect(comeBack()).rejects.toThrow('status 500');
    await tokenIs();
    answers['/userinfo'] = { status: 401, body: {} };
    await expect(comeBack()).rejects.toThrow('status 401');
  });
});
