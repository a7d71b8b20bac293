import { describe, expect, test } from 'vitest';
import { codeOf, rejectionCodeOf } from '../test/codec-error.ts';
import { readPlaceCode } from '../test/independent-reader.ts';
import { independentVerifier } from '../test/independent-verifier.ts';
import { nodeVerifier } from '../test/node-verifier.ts';
import { DISPLAY, marketClaims, printedClaims, printPlace, showPlace, signCard } from '../test/places.ts';
import { greenClaims, KEYS, NOW, present, signStrip, TRUST_LIST, TRUST_LIST_WITH_SM2 } from '../test/two-provinces.ts';
import { encodeBase45 } from './base45.ts';
import { type CborInput, encodeCbor } from './cbor.ts';
import { decodeCode } from './code.ts';
import { encodeSign1, sigStructure1 } from './cose.ts';
import { decodePlaceCode, displayPlaceCode, printPlaceCode } from './place-code.ts';
import { verifyPlaceCode } from './place-code-verification.ts';
import { decodeStrip } from './strip-decode.ts';
import { decodeVenueCard, prepareVenueCard } from './venue-card.ts';
import { decodeVisit, signVisit, verifyVisit } from './visit.ts';

const CONTEXT = { at: NOW, trustList: TRUST_LIST, elementPast: 60, elementFuture: 30 };
const faultOf = async (text: string, context = CONTEXT) =>
  (await verifyPlaceCode(text, context, independentVerifier)).fault;
const text = (fields: CborInput) => `TXV1:${encodeBase45(encodeCbor(fields))}`;

describe('what a display shows', () => {
  test('cborg and OpenSSL read the same card, time and signatures', async () => {
    const { card, time, isSignedByDisplay } = readPlaceCode(await showPlace());
    expect(time).toBe(NOW - 5);
    expect(card.isSignedBy(KEYS.shandongStrip.publicKey)).toBe(true);
    expect(isSignedByDisplay).toBe(true);
    expect((card.claims.get(-65538) as unknown[])[1]).toBe('泉城农贸市场');
  });

  test('an element is good for as long as the reader says, to the second', async () => {
    const shownAt = (time: number) => showPlace({}, { time });
    expect(await faultOf(await shownAt(NOW - 60))).toBeNull();
    expect(await faultOf(await shownAt(NOW - 61))).toBe('old');
    expect(await faultOf(await shownAt(NOW + 30))).toBeNull();
    expect(await faultOf(await shownAt(NOW + 31))).toBe('ahead');
  });

  test('the longest name fits 600 characters, whoever signs; a longer one is not signed', async () => {
    const venueName = '市'.repeat(28);
    for (const issuer of [KEYS.shandongStrip, KEYS.shandongStripSm2]) {
      for (const display of [DISPLAY, KEYS.holderSm2]) {
        const shown = await showPlace({ venueName, display: display.publicKey }, { issuer, display });
        expect(shown.length).toBeLessThanOrEqual(600);
        expect(await faultOf(shown, { ...CONTEXT, trustList: TRUST_LIST_WITH_SM2 })).toBeNull();
      }
    }
    expect(codeOf(() => prepareVenueCard(marketClaims({ venueName: `${venueName}x` }), issuerOf()))).toBe(
      'name-too-long',
    );
  });

  test('a printed sign has no element, and a display no text without one', async () => {
    expect(await rejectionCodeOf(displayPlaceCode(await signCard(printedClaims()), NOW, DISPLAY.sign))).toBe(
      'invalid-claim',
    );
    const card = await signCard(marketClaims());
    expect(codeOf(() => printPlaceCode(card))).toBe('invalid-claim');
    const printed = await signCard(printedClaims());
    expect(codeOf(() => decodePlaceCode(text([printed, NOW, new Uint8Array(64)])))).toBe('malformed-place-code');
    expect(await rejectionCodeOf(displayPlaceCode(card, -1, DISPLAY.sign))).toBe('time-out-of-range');
    expect(await rejectionCodeOf(displayPlaceCode(card, NOW, () => new Uint8Array(63)))).toBe(
      'invalid-signature-length',
    );
  });
});

describe('a strip and a venue card are signed with one key, and neither passes as the other', () => {
  test('by their shape', async () => {
    const card = await signCard(marketClaims());
    const strip = await signStrip(greenClaims());
    expect(codeOf(() => decodeStrip(card))).toBe('malformed-strip');
    expect(codeOf(() => decodeVenueCard(strip))).toBe('malformed-venue-card');
    const shown = await showPlace();
    expect(codeOf(() => decodeCode(shown))).toBe('unknown-prefix');
    const own = await present();
    expect(codeOf(() => decodePlaceCode(own))).toBe('unknown-prefix');
  });

  test('by what is signed: the same claims signed as a strip are not trusted as a card', async () => {
    const { kid, sign } = KEYS.shandongStrip;
    const header = new Map<number, number | Uint8Array>([
      [1, -7],
      [4, kid],
    ]);
    const payload = payloadOf(await signCard(printedClaims()));
    const asStrip = sigStructure1(encodeCbor(header), new Uint8Array(0), payload);
    const card = encodeSign1({ protected: header, unprotected: new Map() }, payload, await sign(asStrip));
    expect(await faultOf(printPlaceCode(card))).toBe('untrusted');
    expect(await faultOf(await printPlace())).toBeNull();
  });
});

describe('hostile texts are unreadable, and nothing else', () => {
  const card = Uint8Array.of(1, 2, 3);
  test.each<[what: string, fields: CborInput]>([
    ['no list', 1],
    ['an empty list', []],
    ['a card of three bytes', [card]],
    ['a card that is text', ['card']],
  ])('%s', async (_, fields) => {
    expect(await faultOf(text(fields))).toBe('unreadable');
  });

  test.each<[what: string, change: Record<string, unknown>]>([
    ['a name that is a number', { venueName: 7 }],
    ['no name', { venueName: '' }],
    ['an id of fifteen bytes', { venueId: new Uint8Array(15) }],
    ['an end before its beginning', { expiresAt: NOW - 3_600 }],
    ['a division of five digits', { issuer: '37000' }],
  ])('a card with %s is not made', (_, change) => {
    expect(() => prepareVenueCard({ ...marketClaims(), ...change } as never, issuerOf())).toThrow(
      expect.objectContaining({ name: 'CodecError' }),
    );
  });

  test('without a trust list nobody is trusted, and with a verifier that answers in its own way neither', async () => {
    expect(await faultOf(await showPlace(), { ...CONTEXT, trustList: undefined as never })).toBe('untrusted');
    const verifier = { verify: () => 'yes' as unknown as boolean };
    expect((await verifyPlaceCode(await showPlace(), CONTEXT, verifier)).fault).toBe('untrusted');
  });
});

describe('a visit', () => {
  const signs = async (sign = KEYS.holder.sign, at = NOW) =>
    signVisit(await signStrip(greenClaims()), await showPlace(), at, sign);
  const holds = async (bytes: Uint8Array, shown: string) =>
    verifyVisit(decodeVisit(bytes, decodePlaceCode(shown)), TRUST_LIST, nodeVerifier);

  test('stands for one venue and one element', async () => {
    const visit = await signs();
    expect(await holds(visit, await showPlace())).toBe(true);
    expect(await holds(visit, await showPlace({}, { time: NOW - 6 }))).toBe(false);
    expect(await holds(visit, await showPlace({ venueId: new Uint8Array(16) }))).toBe(false);
    expect(await holds(visit, await printPlace())).toBe(false);
  });

  test('is signed by the holder, for a visit and nothing else', async () => {
    const shown = await showPlace();
    expect(await holds(await signs(KEYS.otherHolder.sign), shown)).toBe(false);
    // The holder's own signature over the same content, made for a display.
    const strip = await signStrip(greenClaims());
    const { card, element } = decodePlaceCode(shown);
    const covered = encodeCbor([card.bytes, element!.time, NOW]);
    const display = sigStructure1(Uint8Array.of(0xa1, 1, 0x26), Buffer.from('tongxing-display-v1'), covered);
    const visit = sigStructure1(Uint8Array.of(0xa1, 1, 0x26), Buffer.from('tongxing-visit-v1'), covered);
    expect(await holds(encodeCbor([strip, NOW, await KEYS.holder.sign(display)]), shown)).toBe(false);
    expect(await holds(encodeCbor([strip, NOW, await KEYS.holder.sign(visit)]), shown)).toBe(true);
  });

  test('rests on a strip that a trusted node signed and that was good then', async () => {
    const shown = await showPlace();
    const forged = await signVisit(await signStrip(greenClaims(), KEYS.forger), shown, NOW, KEYS.holder.sign);
    expect(await holds(forged, shown)).toBe(false);
    expect(await holds(await signs(KEYS.holder.sign, NOW - 601), shown)).toBe(false);
    expect(await holds(await signs(KEYS.holder.sign, NOW + 85_800), shown)).toBe(false);
  });

  test('of another shape is refused', async () => {
    const place = decodePlaceCode(await showPlace());
    const strip = await signStrip(greenClaims());
    for (const fields of [
      1,
      [],
      [strip, NOW],
      [strip, -1, new Uint8Array(64)],
      [strip, NOW, new Uint8Array(63)],
      ['', NOW, strip],
    ])
      expect(codeOf(() => decodeVisit(encodeCbor(fields), place))).toBe('malformed-visit');
    expect(codeOf(() => decodeVisit(new Uint8Array(481), place))).toBe('cbor-too-large');
  });
});

function issuerOf() {
  return { suite: 'ES256', kid: KEYS.shandongStrip.kid } as const;
}

/** Behind tag, array, header (14 bytes) and empty map: a byte string with a one-byte length. */
function payloadOf(card: Uint8Array): Uint8Array {
  const length = card[18] as number;
  return card.slice(19, 19 + length);
}
