import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signRequest } from './index.ts';
import { body, check, created, foreign, method, nonce, peer, targetUri, type Foreign } from './test/foreign-request.ts';
import { digestField } from './test/peers.ts';

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
