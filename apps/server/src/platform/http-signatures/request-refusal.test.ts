import { createSign, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { signRequest, verifyRequest } from './index.ts';
import {
  body,
  check,
  created,
  foreign,
  lines,
  method,
  nonce,
  now,
  oddities,
  peer,
  refused,
  stranger,
  targetUri,
} from './test/foreign-request.ts';
import { digestField } from './test/peers.ts';

describe('a request is refused', () => {
  it('with another method', async () => {
    await expect(check(foreign(), { method: 'PUT' })).rejects.toMatchObject(refused);
  });

  it('for another target', async () => {
    await expect(check(foreign(), { targetUri: `${targetUri}?x=1` })).rejects.toMatchObject(refused);
  });

  it('for a target that is no URI, whatever it covers', async () => {
    for (const target of [`${targetUri}http://evil.example/`, 'https://node.sd.example:443x/', '']) {
      await expect(check(foreign(), { targetUri: target })).rejects.toMatchObject(refused);
    }
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

  it('by a key that is no point of the curve', async () => {
    const request = { method, targetUri, body, headers: foreign() };
    const broken = verifyRequest(request, { keyFor: () => new Uint8Array(64).fill(1), now });
    await expect(broken).rejects.toMatchObject(refused);
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
