import { createPublicKey, createSign, generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { signRequest, verifyRequest, type Fields } from './index.ts';
import { digestField, knows, makeKey } from './test/peers.ts';

const peer = makeKey('0011223344556677');
const stranger = makeKey('8899aabbccddeeff');
const method = 'POST';
const targetUri = 'https://node.sd.example/federation/attestations';
const body = Buffer.from('{"requestId":"x"}');
const created = 1_795_478_400;
const now = new Date((created + 10) * 1000);
const nonce = 'n0nce-n0nce-n0nce-n0nce';
const refused = { name: 'Refusal', code: 'signature-invalid' };

const lines: Readonly<Record<string, string>> = {
  '"@method"': method,
  '"@target-uri"': targetUri,
  '"content-digest"': digestField(body),
  '"@authority"': 'node.sd.example',
};
/** Components that stand for nothing, with the value that a careless reader would give them. */
const oddities: Readonly<Record<string, string>> = {
  '"@method";key="a"': method,
  '"@method";req': method,
  '"@method";tr': method,
  '"content-digest";sf': digestField(body),
  '"content-digest";key="sha-512"': '',
  '"@status"': '200',
  '"@query-param";name="x"': '',
  '"x-absent"': 'undefined',
  '"constructor"': String(Object),
  '"x-broken"': 'a\n"@method": GET',
  '"x-wide"': '通行',
  token: 'undefined',
};
const parameters: Readonly<Record<string, string>> = {
  created: String(created),
  expires: String(created + 300),
  nonce: `"${nonce}"`,
  keyid: `"${peer.kid}"`,
  alg: '"ecdsa-p256-sha256"',
  tag: '"tongxing"',
};

interface Foreign {
  readonly label?: string;
  readonly components?: readonly string[];
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly order?: readonly string[];
}

/** A signed request as another implementation may make it: its base is written here, line by line, not by our code. */
function foreign(form: Foreign = {}): Record<string, string> {
  const { label = 'sig1', components = ['"@method"', '"@target-uri"', '"content-digest"'] } = form;
  const all: Record<string, string | undefined> = { ...parameters, ...form.parameters };
  const names = form.order ?? Object.keys(all);
  const suffix = names.flatMap((name) => (all[name] === undefined ? [] : [`;${name}=${all[name]}`])).join('');
  const input = `(${components.join(' ')})${suffix}`;
  const values = { ...lines, ...oddities };
  const base = [...components.map((name) => `${name}: ${values[name] ?? ''}`), `"@signature-params": ${input}`];
  return {
    'content-digest': digestField(body),
    'signature-input': `${label}=${input}`,
    signature: `${label}=:${peer.signText(base.join('\n'))}:`,
  };
}

function check(headers: Fields, change: { method?: string; targetUri?: string; body?: Buffer; now?: Date } = {}) {
  const { now: at = now, ...request } = change;
  return verifyRequest({ method, targetUri, body, headers, ...request }, { keyFor: knows(peer), now: at });
}

function signOwn() {
  return signRequest({
    method,
    targetUri,
    body,
    key: peer,
    created: new Date(created * 1000),
    expires: new Date((created + 300) * 1000),
    nonce,
  });
}

describe('signing a request', () => {
  it('covers method, target and digest, and names time, nonce, key, algorithm and tag', async () => {
    const fields = await signOwn();
    const input =
      '("@method" "@target-uri" "content-digest");created=1795478400;expires=1795478700;nonce="n0nce-n0nce-n0nce-n0nce";keyid="0011223344556677";alg="ecdsa-p256-sha256";tag="tongxing"';
    expect(fields['signature-input']).toBe(`sig1=${input}`);
    expect(fields['content-digest']).toBe(digestField(body));
    const base = `"@method": POST\n"@target-uri": ${targetUri}\n"content-digest": ${digestField(body)}\n"@signature-params": ${input}`;
    const [x, y] = [peer.publicKey.subarray(0, 32), peer.publicKey.subarray(32)];
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: Buffer.from(x).toString('base64url'),
      y: Buffer.from(y).toString('base64url'),
    };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const signature = Buffer.from(/^sig1=:(.*):$/.exec(fields.signature)![1]!, 'base64');
    expect(verify('sha256', Buffer.from(base), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  it('makes what verification accepts, and tells until when to remember the nonce', async () => {
    expect(await check({ ...(await signOwn()) })).toMatchObject({
      kid: peer.kid,
      nonce,
      label: 'sig1',
      validUntil: new Date((created + 300) * 1000),
    });
  });

  it('signs a request without a body with the digest of nothing', async () => {
    const empty = Buffer.alloc(0);
    const fields = await signRequest({
      method: 'GET',
      targetUri,
      body: empty,
      key: peer,
      created: new Date(created * 1000),
      expires: new Date((created + 60) * 1000),
      nonce,
    });
    expect(fields['content-digest']).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
    await expect(check({ ...fields }, { method: 'GET', body: empty })).resolves.toMatchObject({ nonce });
  });
});

describe('verifying a request of another implementation', () => {
  it.each<[string, Foreign]>([
    ['a label of its own', { label: 'node-140000.v2' }],
    ['parameters in another order', { order: ['tag', 'alg', 'keyid', 'nonce', 'expires', 'created'] }],
    ['components in another order', { components: ['"content-digest"', '"@target-uri"', '"@method"'] }],
    ['more components', { components: ['"@method"', '"@authority"', '"@target-uri"', '"content-digest"'] }],
    ['a parameter of its own', { parameters: { realm: '"x"' } }],
  ])('accepts %s', async (_name, form) => {
    await expect(check(foreign(form))).resolves.toMatchObject({ kid: peer.kid, label: form.label ?? 'sig1' });
  });

  it('accepts fields sent on several lines, with white space, beside signatures of others', async () => {
    const own = foreign({ label: 'b' });
    const headers = {
      ...own,
      'signature-input': ['proxy=("@method");created=1;keyid="p";tag="proxy"', `  ${own['signature-input']} `],
      signature: `proxy=:AAAA:,   ${own['signature']}`,
    };
    await expect(check(headers)).resolves.toMatchObject({ label: 'b' });
  });

  it('accepts a digest of another algorithm beside the SHA-256', async () => {
    const both = `sha-512=:AAAA:, ${digestField(body)}`;
    const input = foreign()['signature-input']!.slice('sig1='.length);
    const base = `"@method": POST\n"@target-uri": ${targetUri}\n"content-digest": ${both}\n"@signature-params": ${input}`;
    const headers = {
      'content-digest': both,
      'signature-input': `sig1=${input}`,
      signature: `sig1=:${peer.signText(base)}:`,
    };
    await expect(check(headers)).resolves.toMatchObject({ kid: peer.kid });
  });
});

describe('a request is refused', () => {
  it('with another method', async () => {
    await expect(check(foreign(), { method: 'PUT' })).rejects.toMatchObject(refused);
  });

  it('for another target', async () => {
    await expect(check(foreign(), { targetUri: `${targetUri}?x=1` })).rejects.toMatchObject(refused);
  });

  it('with another body', async () => {
    await expect(check(foreign(), { body: Buffer.from('{}') })).rejects.toMatchObject(refused);
  });

  it('with another body and its right digest, which was not signed', async () => {
    const other = Buffer.from('{}');
    const headers = { ...foreign(), 'content-digest': digestField(other) };
    await expect(check(headers, { body: other })).rejects.toMatchObject(refused);
  });

  it('with a digest that is not SHA-256', async () => {
    await expect(check({ ...foreign(), 'content-digest': 'sha-512=:AAAA:' })).rejects.toMatchObject(refused);
  });

  it.each(['"@method"', '"@target-uri"', '"content-digest"'])('whose signature does not cover %s', async (missing) => {
    const components = ['"@method"', '"@target-uri"', '"content-digest"'].filter((name) => name !== missing);
    await expect(check(foreign({ components }))).rejects.toMatchObject({
      ...refused,
      more: { detail: `the signature does not cover ${missing}` },
    });
  });

  it.each(['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'])('without the parameter %s', async (name) => {
    await expect(check(foreign({ parameters: { [name]: undefined } }))).rejects.toMatchObject(refused);
  });

  it.each([
    ['another algorithm', { alg: '"rsa-pss-sha512"' }],
    ['an algorithm that is no string', { alg: 'ecdsa-p256-sha256' }],
    ['a nonce that is easily guessed', { nonce: '"1"' }],
    ['an endless nonce', { nonce: `"${'n'.repeat(129)}"` }],
    ['a nonce that is a number', { nonce: '1234567890' }],
    ['a time that is no integer', { created: '1795478400.5' }],
    ['an end that is no time', { expires: '"soon"' }],
  ])('with %s', async (_name, changed) => {
    await expect(check(foreign({ parameters: changed }))).rejects.toMatchObject(refused);
  });

  it('whose end was moved after it was signed', async () => {
    const headers = foreign();
    headers['signature-input'] = headers['signature-input']!.replace('expires=1795478700', 'expires=1795478800');
    await expect(check(headers)).rejects.toMatchObject(refused);
  });

  it('from its expiry on, and not a second before', async () => {
    const headers = foreign({ parameters: { expires: String(created + 60) } });
    const at = (seconds: number) => check(headers, { now: new Date((created + seconds) * 1000) });
    await expect(at(59)).resolves.toMatchObject({ nonce });
    await expect(at(60)).rejects.toMatchObject({ code: 'signature-expired' });
  });

  it('five minutes after it was made, however late it says it expires', async () => {
    const headers = foreign({ parameters: { expires: String(created + 86_400) } });
    const at = (seconds: number) => check(headers, { now: new Date((created + seconds) * 1000) });
    await expect(at(299)).resolves.toMatchObject({ validUntil: new Date((created + 300) * 1000) });
    await expect(at(300)).rejects.toMatchObject({ code: 'signature-expired' });
  });

  it('made more than 30 seconds in the future', async () => {
    const at = (seconds: number) => check(foreign(), { now: new Date((created + seconds) * 1000) });
    await expect(at(-30)).resolves.toMatchObject({ nonce });
    await expect(at(-31)).rejects.toMatchObject({ code: 'signature-expired' });
  });

  it('by a key that no peer has', async () => {
    const headers = foreign({ parameters: { keyid: `"${stranger.kid}"` } });
    await expect(check(headers)).rejects.toMatchObject({ code: 'peer-unknown' });
  });

  it('by another key than it names', async () => {
    const fields = await signRequest({
      method,
      targetUri,
      body,
      key: { kid: peer.kid, sign: stranger.sign },
      created: new Date(created * 1000),
      expires: new Date((created + 300) * 1000),
      nonce,
    });
    await expect(check({ ...fields })).rejects.toMatchObject(refused);
  });

  it('with an ASN.1 signature in place of r and s', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const der = createSign('sha256').update('x').sign(privateKey).toString('base64');
    await expect(check({ ...foreign(), signature: `sig1=:${der}:` })).rejects.toMatchObject({
      ...refused,
      more: { detail: 'a signature has 64 bytes, r and s' },
    });
  });

  it.each([
    ['no signature', { signature: undefined }],
    ['no signature of that label', { signature: 'sig2=:AAAA:' }],
    ['a signature that is no bytes', { signature: 'sig1="AAAA"' }],
    ['no list of components', { 'signature-input': 'sig1=1;tag="tongxing"' }],
    ['no Signature-Input', { 'signature-input': undefined }],
    ['a broken Signature-Input', { 'signature-input': 'sig1=("@method"' }],
    ['an empty Signature-Input', { 'signature-input': '' }],
    ['no digest', { 'content-digest': undefined }],
  ])('with %s', async (_name, change) => {
    await expect(check({ ...foreign(), ...change })).rejects.toMatchObject(refused);
  });

  it('with a field of more than 8 kB, however right it is', async () => {
    const headers = foreign();
    headers['signature'] = `${headers['signature']}${' '.repeat(8192)}`;
    await expect(check(headers)).rejects.toMatchObject({
      ...refused,
      more: { detail: 'the signature field is too long' },
    });
  });

  it('that names a label twice in either field', async () => {
    const headers = foreign();
    for (const name of ['signature-input', 'signature']) {
      await expect(check({ ...headers, [name]: `${headers[name]}, ${headers[name]}` })).rejects.toMatchObject(refused);
    }
  });

  it('that names a parameter twice, or a component twice', async () => {
    const headers = foreign();
    const input = headers['signature-input']!;
    const twice = `${input};created=${created}`;
    await expect(check({ ...headers, 'signature-input': twice })).rejects.toMatchObject(refused);
    const components = ['"@method"', '"@method"', '"@target-uri"', '"content-digest"'];
    await expect(check(foreign({ components }))).rejects.toMatchObject(refused);
  });

  it('with two signatures that carry our tag', async () => {
    const [a, b] = [foreign({ label: 'a' }), foreign({ label: 'b' })];
    const headers = {
      ...a,
      'signature-input': `${a['signature-input']}, ${b['signature-input']}`,
      signature: `${a['signature']}, ${b['signature']}`,
    };
    await expect(check(headers)).rejects.toMatchObject(refused);
  });

  it.each(Object.keys(oddities))('that covers %s, which it cannot have', async (component) => {
    const components = ['"@method"', '"@target-uri"', '"content-digest"', component];
    const headers = { ...foreign({ components }), 'x-broken': oddities['"x-broken"'], 'x-wide': oddities['"x-wide"'] };
    await expect(check(headers)).rejects.toMatchObject({
      ...refused,
      more: { detail: expect.stringMatching(/component|covered/) as string },
    });
  });

  it('that covers more components than anybody needs', async () => {
    const many = Array.from({ length: 30 }, (_, i) => `x-${i}`);
    const components = [...Object.keys(lines).slice(0, 3), ...many.map((name) => `"${name}"`)];
    const headers = { ...foreign({ components }), ...Object.fromEntries(many.map((name) => [name, ''])) };
    await expect(check(headers)).rejects.toMatchObject({
      ...refused,
      more: { detail: 'the signature covers too many components' },
    });
  });
});

describe('verification of hostile fields', () => {
  it('never fails in any other way than by a refusal', async () => {
    const piece = fc.constantFrom(
      ...'"@();=:, sig1\\%\t\u00e9?-*',
      ...Object.keys(lines),
      ';tag="tongxing"',
      '=(',
      ')',
      ':AAAA:',
    );
    const field = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    const fields = fc.record({ 'signature-input': field, signature: field, 'content-digest': field });
    await fc.assert(
      fc.asyncProperty(fields, async (headers) => {
        await expect(check(headers)).rejects.toBeInstanceOf(Refusal);
      }),
      { numRuns: 500 },
    );
  });
});
