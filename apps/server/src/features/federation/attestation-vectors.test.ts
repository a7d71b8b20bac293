import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { KeyUse, Suite } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import { describe, expect, it } from 'vitest';
import { AttestationError, readAttestation } from './attestation.ts';

interface Vector {
  readonly attestation: string;
  readonly context: {
    readonly now: number;
    readonly audience: string;
    readonly requestId: string;
    readonly subject: schemas.Subject;
    readonly origin: { readonly division: string; readonly keys: readonly ListedKey[] };
  };
  readonly expected: { readonly claims: unknown } | { readonly error: string };
}

interface ListedKey {
  readonly kid: string;
  readonly use: KeyUse;
  readonly suite: Suite;
  readonly x: string;
  readonly y: string;
  readonly validFrom: number;
  readonly validTo: number;
}

const folder = new URL('../../../../../vectors/', import.meta.url);
const vectors = ['valid/attestations/', 'invalid/attestations/'].flatMap((part) =>
  readdirSync(new URL(part, folder)).map((file): [string, Vector] => [
    part + file,
    JSON.parse(readFileSync(new URL(part + file, folder), 'utf8')) as Vector,
  ]),
);
const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

/** What our reader makes of a vector, in the vector's own words. */
async function ours({ attestation, context }: Vector): Promise<unknown> {
  const { origin, now, ...asked } = context;
  const node = {
    division: origin.division,
    name: { zh: origin.division, en: origin.division },
    baseUrl: 'https://sx.example/',
    keys: origin.keys.map((key) => ({ ...key, kid: bytes(key.kid), x: bytes(key.x), y: bytes(key.y) })),
    log: { origin: 'sx.example/log', key: new Uint8Array(32) },
    recognition: { mode: 'attestation', foreignGreen: 'ask' } as const,
  };
  try {
    return { claims: await readAttestation(attestation, { ...asked, origin: node, now: new Date(now * 1000) }) };
  } catch (error) {
    if (error instanceof AttestationError) return { error: error.code };
    throw error;
  }
}

/** docs/protocol/recognition.md, section 5, word by word, with nothing but JSON and node:crypto. */
function byHand({ attestation, context }: Vector): unknown {
  const parts = attestation.split('.');
  if (parts.length !== 3) return { error: 'malformed' };
  const [header, claims] = parts
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>);
  if (header?.['alg'] !== 'ES256') return { error: 'algorithm-not-allowed' };
  const key = context.origin.keys.find(
    ({ kid, use, validFrom, validTo }) =>
      bytes(kid).toString('hex') === header['kid'] &&
      use === 'federation' &&
      validFrom <= context.now &&
      context.now < validTo,
  );
  if (key === undefined) return { error: 'unknown-key' };
  const publicKey = { key: createPublicKey({ key: jwkOf(key), format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const;
  const signed = Buffer.from(parts.slice(0, 2).join('.'));
  if (!verify('sha256', signed, publicKey, Buffer.from(parts[2]!, 'base64url'))) return { error: 'bad-signature' };
  if (header['typ'] !== 'tongxing-attestation+jwt') return { error: 'wrong-type' };
  return { ...faultOf(claims as unknown as schemas.AttestationClaims, context) };
}

function faultOf(claims: schemas.AttestationClaims, context: Vector['context']): object {
  const { documentNumber, documentType, name, phone } = context.subject;
  const subject = JSON.stringify({ documentNumber, documentType, name, phone });
  if (claims.iss !== context.origin.division) return { error: 'wrong-issuer' };
  if (claims.aud !== context.audience) return { error: 'wrong-audience' };
  if (claims.iat - context.now > 30) return { error: 'from-the-future' };
  if (claims.match === undefined) return { error: 'malformed' };
  if (claims.exp <= context.now) return { error: 'expired' };
  if (claims.exp - claims.iat > 600) return { error: 'lifetime-too-long' };
  if (claims.requestId !== context.requestId) return { error: 'another-request' };
  const hash = createHash('sha256').update(subject).digest('base64url');
  return claims.subjectHash === hash ? { claims } : { error: 'another-subject' };
}

function jwkOf({ x, y }: ListedKey) {
  return { kty: 'EC', crv: 'P-256', x: bytes(x).toString('base64url'), y: bytes(y).toString('base64url') };
}

describe('the vectors of attestations', () => {
  it('are of both sides, one file for each fault', () => {
    const errors = vectors.flatMap(([, { expected }]) => ('error' in expected ? [expected.error] : []));
    expect(vectors.length - errors.length).toBeGreaterThanOrEqual(2);
    expect([...new Set(errors)].sort()).toEqual([
      'algorithm-not-allowed',
      'another-request',
      'another-subject',
      'bad-signature',
      'expired',
      'from-the-future',
      'lifetime-too-long',
      'malformed',
      'unknown-key',
      'wrong-audience',
      'wrong-issuer',
      'wrong-type',
    ]);
  });

  it.each(vectors)('%s', async (name, vector) => {
    expect(await ours(vector)).toEqual(vector.expected);
    expect('claims' in vector.expected).toBe(name.startsWith('valid/'));
  });

  it.each(vectors)('%s: the page read word by word says the same', (_, vector) => {
    expect(byHand(vector)).toEqual(vector.expected);
  });

  it('contain a MAC that is right, so that only the algorithm stands against it', () => {
    const [, { attestation, context }] = vectors.find(([name]) => name.includes('hs256'))!;
    const key = context.origin.keys.find(({ use }) => use === 'federation')!;
    const pem = createPublicKey({ key: jwkOf(key), format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const [header, claims, mac] = attestation.split('.');
    expect(createHmac('sha256', pem).update(`${header}.${claims}`).digest('base64url')).toBe(mac);
  });
});

describe('an attestation', () => {
  const [, good] = vectors.find(([name]) => name.endsWith('origin-session-green.json'))!;
  const at = (seconds: number): Promise<unknown> => ours({ ...good, context: { ...good.context, now: seconds } });

  it('is believed by a clock that is 30 seconds behind, and until the second in which it ends', async () => {
    const issued = good.context.now - 2;
    expect(await at(issued - 30)).toEqual(good.expected);
    expect(await at(issued - 31)).toEqual({ error: 'from-the-future' });
    expect(await at(issued + 599)).toEqual(good.expected);
    expect(await at(issued + 600)).toEqual({ error: 'expired' });
  });

  it.each([
    ['nothing', ''],
    ['dots', '..'],
    ['no JSON', 'e30.e30x.AA'],
    ['JSON that is no object', `${Buffer.from('[]').toString('base64url')}.e30.AA`],
    ['an unencoded text', 'a b.c d.e f'],
  ])('that is %s is refused, whatever it is', async (_, attestation) => {
    expect(await ours({ ...good, attestation })).toEqual({
      error: expect.stringMatching(/^(malformed|algorithm-not-allowed)$/),
    });
  });

  it('cannot be signed with an SM2 key, which the trust list may hold for other uses', async () => {
    const keys = good.context.origin.keys.map((key) => ({ ...key, suite: 'SM2-SM3' as const }));
    const context = { ...good.context, origin: { ...good.context.origin, keys } };
    expect(await ours({ ...good, context })).toEqual({ error: 'unknown-key' });
  });
});
