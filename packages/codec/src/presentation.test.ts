import * as cborg from 'cborg';
import { encode as encodeQr } from 'uqr';
import { describe, expect, test } from 'vitest';
import { rejectionCodeOf } from '../test/codec-error.ts';
import { toHex } from '../test/hex.ts';
import { greenClaims, KEYS, NOW, paperClaims, present, signStrip } from '../test/two-provinces.ts';
import { decodeCode } from './code.ts';
import { encodePaperCode } from './paper.ts';
import { presentStrip } from './presentation.ts';
import { prepareStrip } from './strip.ts';
import { type Suite, SUITES } from './suites.ts';

const suites = Object.keys(SUITES) as Suite[];
const full = (length: number): Uint8Array => new Uint8Array(length).fill(0xff);

describe('the largest code still fits a QR code of version 15 with correction M', () => {
  // By hand: a strip of 308 or, with an SM2 key, 312 bytes, 75 around it; 383 or 387 bytes are 575 or 581 characters.
  const combinations: [issuer: Suite, holder: Suite, characters: number][] = [
    ['ES256', 'ES256', 579],
    ['ES256', 'SM2-SM3', 585],
    ['SM2-SM3', 'ES256', 579],
    ['SM2-SM3', 'SM2-SM3', 585],
  ];

  test.each(combinations)('issuer %s, holder %s: %i characters', async (suite, holderSuite, characters) => {
    const text = await presentStrip(largestStrip(suite, holderSuite), 2 ** 32 - 1, () => full(64));
    expect(text.length).toBe(characters);
    expect(text.length).toBeLessThanOrEqual(600);
    expect(qrVersion(text)).toBeLessThanOrEqual(15);
  });

  test('every combination of suites is among them', () => {
    expect(combinations.length).toBe(suites.length ** 2);
  });

  test('600 alphanumeric characters are what version 15 holds', () => {
    expect([qrVersion('A'.repeat(600)), qrVersion('A'.repeat(601))]).toEqual([15, 16]);
  });

  test.each(suites)('paper by %s stays below 400 characters', (suite) => {
    const claims = {
      ...paperClaims(),
      maskedName: '测测测测测测测测测xx',
      status: { uri: 'h'.repeat(34), idx: 2 ** 32 - 1 },
    };
    const strip = prepareStrip(claims, { suite, kid: full(SUITES[suite].maxKid) }).finish(full(64));
    expect(encodePaperCode(strip).length).toBeLessThan(400);
  });

  function largestStrip(suite: Suite, holderSuite: Suite): Uint8Array {
    const claims = greenClaims({
      issuedAt: 2 ** 32 - 2,
      notBefore: 2 ** 32 - 2,
      expiresAt: 2 ** 32 - 1,
      holder: { suite: holderSuite, x: full(32), y: full(32) },
      status: { uri: 'https://'.padEnd(34, 'h'), idx: 2 ** 32 - 1 },
      maskedName: '测测测测测测测测测xx',
    });
    return prepareStrip(claims, { suite, kid: full(SUITES[suite].maxKid) }).finish(full(64));
  }
});

describe('a display', () => {
  test('is another text at every refresh, over the same strip', async () => {
    const first = await present({}, { displayTime: NOW });
    const second = await present({}, { displayTime: NOW + 30 });
    expect(second).not.toBe(first);
    expect(decodeCode(second).strip.bytes).toEqual(decodeCode(first).strip.bytes);
  });

  test('consists of characters of the alphanumeric mode only', async () => {
    expect(await present()).toMatch(/^TX1:[0-9A-Z $%*+\-./:]+$/);
  });

  test.each([
    ['ES256', -7],
    ['SM2-SM3', -65537],
  ] as const)('is signed over the strip and the time in the context of displays, under %s', async (suite, alg) => {
    const holder = { ...KEYS.holder.publicKey, suite };
    const strip = await signStrip(greenClaims({ holder }));
    const signed: Uint8Array[] = [];
    const sign = (message: Uint8Array): Uint8Array => {
      signed.push(message);
      return full(64);
    };
    const code = decodeCode(await presentStrip(strip, NOW, sign));
    const expected = cborg.encode([
      'Signature1',
      cborg.encode(new Map([[1, alg]])),
      Buffer.from('tongxing-display-v1'),
      cborg.encode([strip, NOW]),
    ]);
    expect(signed.map(toHex)).toEqual([toHex(expected)]);
    expect(code.kind === 'presentation' && toHex(code.toBeSigned)).toBe(toHex(expected));
  });

  test('cannot be made of a paper strip', async () => {
    const paper = await signStrip(paperClaims());
    expect(await rejectionCodeOf(presentStrip(paper, NOW, KEYS.holder.sign))).toBe('invalid-claim');
  });

  test('cannot be made for a fraction of a second', async () => {
    const strip = await signStrip(greenClaims());
    expect(await rejectionCodeOf(presentStrip(strip, NOW + 0.5, KEYS.holder.sign))).toBe('time-out-of-range');
  });

  test('cannot be made with a DER signature', async () => {
    const strip = await signStrip(greenClaims());
    expect(await rejectionCodeOf(presentStrip(strip, NOW, () => full(70)))).toBe('invalid-signature-length');
  });
});

function qrVersion(text: string): number {
  return encodeQr(text, { ecc: 'M', boostEcc: false, border: 0 }).version;
}
