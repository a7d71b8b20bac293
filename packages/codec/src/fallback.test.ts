import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeVerifier } from '../test/node-verifier.ts';
import { checkpoint, greenClaims, KEYS, NOW, present, type TestKey, TRUST_LIST } from '../test/two-provinces.ts';
import { fallbackInForce } from './fallback-in-force.ts';
import { fallbackRules, judgeByFallback, type FallbackSeen } from './fallback-judgement.ts';
import type { FallbackOrder, FallbackWord } from './fallback-order.ts';
import { prepareFallbackOrder, prepareFallbackWord } from './fallback-sign.ts';
import { verifyFallbackOrder, verifyFallbackWord } from './fallback-verify.ts';
import { type Verification, verifyCode } from './verification.ts';

const withCode = (code: string): unknown => expect.objectContaining({ name: 'CodecError', code });
const HOUR = 3600;

const ORDER: FallbackOrder = {
  division: '370000',
  version: 4,
  validFrom: NOW - 30 * 24 * HOUR,
  validTo: NOW + 30 * 24 * HOUR,
  afterSeconds: HOUR / 2,
  longestSeconds: 72 * HOUR,
  stripSeconds: 24 * HOUR,
  lines: [
    { on: 'strip', temperature: false, places: [] },
    { on: 'document', temperature: false, places: ['compound'] },
    { on: 'document', temperature: true, places: ['public-transport', 'compound'] },
  ],
  text: { zh: '系统中断时,绿码照常通行。', en: 'While the system is down, green passes.' },
  source: { zh: '鲁疫控〔2025〕9号', en: 'Notice 9 of 2025' },
  hotline: '0531-12320',
};
const STARTED: FallbackWord = { division: '370000', number: 9, state: 'started', at: NOW - 60, until: NOW + 5 * HOUR };

const issuer = ({ kid, publicKey: { suite } }: TestKey) => ({ suite, kid });
async function signed(order: FallbackOrder = ORDER, key: TestKey = KEYS.shandongStatus): Promise<Uint8Array> {
  const { toBeSigned, finish } = prepareFallbackOrder(order, issuer(key));
  return finish(await key.sign(toBeSigned));
}
async function said(word: FallbackWord, key: TestKey = KEYS.shandongStatus): Promise<Uint8Array> {
  const { toBeSigned, finish } = prepareFallbackWord(word, issuer(key));
  return finish(await key.sign(toBeSigned));
}
const required = { trustList: TRUST_LIST, division: '370102', now: NOW, atLeast: 0 };
const verify = async (bytes: Uint8Array, changes: Partial<typeof required> = {}) =>
  verifyFallbackOrder(bytes, { ...required, ...changes }, nodeVerifier);

describe('a fallback order [W09]', () => {
  test('is read again as it was signed', async () => {
    expect(await verify(await signed())).toEqual(ORDER);
    expect(await verifyFallbackWord(await said(STARTED), required, nodeVerifier)).toEqual(STARTED);
  });

  test('by somebody else, with another key of the node, or changed on its way, is none', async () => {
    await expect(verify(await signed(ORDER, { ...KEYS.forger, kid: KEYS.shandongStatus.kid }))).rejects.toEqual(
      withCode('bad-signature'),
    );
    await expect(verify(await signed(ORDER, KEYS.shandongStrip))).rejects.toEqual(withCode('fallback-untrusted'));
    await expect(verify(await signed(ORDER, KEYS.shanxiStrip))).rejects.toEqual(withCode('fallback-untrusted'));
    const bytes = await signed();
    const digit = Buffer.from(bytes).indexOf('0531-12320');
    bytes[digit + 9] = 0x31;
    await expect(verify(bytes)).rejects.toEqual(withCode('bad-signature'));
  });

  test('signed for another purpose is none: a status list, or an order for a word', async () => {
    const { toBeSigned, finish } = prepareFallbackOrder(ORDER, issuer(KEYS.shandongStatus));
    const at = Buffer.from(toBeSigned).indexOf('tongxing-fallback-v1');
    expect(at).toBeGreaterThan(0);
    const elsewhere = Buffer.from(toBeSigned);
    elsewhere.write('tongxing-fallback-v2', at);
    await expect(verify(finish(await KEYS.shandongStatus.sign(elsewhere)))).rejects.toEqual(withCode('bad-signature'));
    await expect(verify(await said(STARTED))).rejects.toEqual(withCode('malformed-fallback'));
  });

  test('of another province, an older one, and one under a trust list that is over are refused', async () => {
    await expect(verify(await signed(), { division: '140100' })).rejects.toEqual(withCode('fallback-elsewhere'));
    await expect(verify(await signed(), { atLeast: 5 })).rejects.toEqual(withCode('fallback-version'));
    await expect(verify(await signed(), { now: TRUST_LIST.expiresAt })).rejects.toEqual(withCode('fallback-untrusted'));
    await expect(verifyFallbackWord(await said(STARTED), { ...required, atLeast: 10 }, nodeVerifier)).rejects.toEqual(
      withCode('fallback-version'),
    );
  });

  test('that would count an answer of over a day, begin at once, or never end cannot be made', () => {
    const changes: Partial<FallbackOrder>[] = [
      { stripSeconds: 24 * HOUR + 1 },
      { afterSeconds: 59 },
      { longestSeconds: 7 * 24 * HOUR + 1 },
      { validTo: ORDER.validFrom },
    ];
    for (const change of changes) {
      expect(() => prepareFallbackOrder({ ...ORDER, ...change }, issuer(KEYS.shandongStatus))).toThrow(
        withCode('malformed-fallback') as Error,
      );
    }
  });
});

describe('an order applies [W09]', () => {
  const inForce = (changes: { lastContact?: number; word?: FallbackWord; now?: number }, order = ORDER) =>
    fallbackInForce(order, { now: NOW, lastContact: undefined, word: undefined, ...changes });

  test('from half an hour of silence on, and for three days', () => {
    const silence = (seconds: number) => inForce({ lastContact: NOW - seconds })?.why;
    expect([silence(HOUR / 2 - 1), silence(HOUR / 2)]).toEqual([undefined, 'silence']);
    expect([silence(72.5 * HOUR - 1), silence(72.5 * HOUR)]).toEqual(['silence', undefined]);
  });

  test('never to a device that has not spoken with its node, nor to one whose clock was put back', () => {
    expect([inForce({}), inForce({ lastContact: NOW + HOUR }), inForce({ lastContact: Number.NaN })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('while its node says so, until the end that was said, and not after it was ended', () => {
    const contact = { lastContact: NOW };
    expect(inForce({ ...contact, word: STARTED })).toEqual({ why: 'word', since: NOW - 60, until: NOW + 5 * HOUR });
    expect(inForce({ ...contact, word: { ...STARTED, until: NOW } })).toBe(undefined);
    expect(inForce({ ...contact, word: { ...STARTED, at: NOW + 1 } })).toBe(undefined);
    expect(inForce({ ...contact, word: { ...STARTED, state: 'ended' } })).toBe(undefined);
    expect(inForce({ ...contact, word: { ...STARTED, division: '140000' } })).toBe(undefined);
  });

  test('for no longer than the order allows, whatever the word says', () => {
    expect(inForce({ word: { ...STARTED, until: NOW + 900 * HOUR } })?.until).toBe(NOW - 60 + 72 * HOUR);
    expect(inForce({ word: STARTED }, { ...ORDER, validTo: NOW + HOUR })?.until).toBe(NOW + HOUR);
  });

  test('only within its own time', () => {
    const lastContact = NOW - HOUR;
    expect(inForce({ lastContact, word: STARTED }, { ...ORDER, validFrom: NOW + 1 })).toBe(undefined);
    expect(inForce({ lastContact, word: STARTED }, { ...ORDER, validTo: NOW })).toBe(undefined);
  });

  test('counting silence from a word that somebody else has brought', () => {
    const word: FallbackWord = { ...STARTED, state: 'ended', at: NOW - 60 };
    expect(inForce({ lastContact: NOW - HOUR, word })).toBe(undefined);
    expect(inForce({ lastContact: NOW - HOUR, word: { ...word, at: NOW - 2 * HOUR } })?.why).toBe('silence');
  });
});

describe('while an order applies [W09]', () => {
  const offline = (at: number, rules = fallbackRules(checkpoint().rules, ORDER, 'mall')) =>
    checkpoint({ now: at, statusOf: () => undefined, rules, trustList: { ...TRUST_LIST, expiresAt: at + 1 } });
  const seen = ({ verdict, findings, strip }: Verification) => ({ verdict, findings, colour: strip?.colour ?? null });
  const scan = async (changes: Parameters<typeof present>[0], at: number, context = offline(at)) =>
    seen(
      await verifyCode(
        await present({ expiresAt: at + HOUR, ...changes }, { displayTime: at - 5 }),
        context,
        nodeVerifier,
      ),
    );
  const at = (place: string, seen: FallbackSeen) => judgeByFallback(ORDER, place, seen);
  const passed = { document: 'matches', temperature: 'ordinary' } as const;

  test('a green strip passes up to a day after it was signed, and no longer', async () => {
    const signedAt = greenClaims().issuedAt;
    const young = await scan({}, signedAt + 24 * HOUR);
    const old = await scan({}, signedAt + 24 * HOUR + 1);
    expect([at('mall', { code: young }).verdict, at('mall', { code: old }).verdict]).toEqual(['pass', 'cannot-tell']);
    const usual = await scan({}, signedAt + 5 * HOUR, offline(signedAt + 5 * HOUR, checkpoint().rules));
    expect(at('mall', { code: usual }).verdict).toBe('cannot-tell');
  });

  test('rules that reach beyond a day are cut to a day', () => {
    const rules = fallbackRules(checkpoint().rules, { ...ORDER, stripSeconds: 30 * HOUR }, 'mall');
    expect(rules.asOfLimit).toBe(24 * HOUR);
    expect(fallbackRules(checkpoint().rules, { ...ORDER, lines: [] }, 'mall')).toEqual(checkpoint().rules);
  });

  test('nobody passes on a document who shows yellow, red, or a colour that is not known, however old', async () => {
    for (const colour of ['yellow', 'red', 'pending'] as const) {
      for (const hours of [0.1, 20, 30]) {
        const code = await scan({ colour }, NOW + hours * HOUR);
        expect([colour, hours, at('compound', { code, ...passed }).verdict]).not.toContain('pass');
      }
    }
  });

  test('a revoked strip, a stolen one and a forged one stop', async () => {
    const revoked = await verifyCode(await present(), checkpoint({}, { status: 1, asOf: NOW }), nodeVerifier);
    const stolen = await verifyCode(await present({}, { holder: KEYS.otherHolder }), checkpoint(), nodeVerifier);
    const forger = { ...KEYS.forger, kid: KEYS.shandongStrip.kid };
    const forged = await verifyCode(await present({}, { issuer: forger }), offline(NOW), nodeVerifier);
    for (const code of [revoked, stolen, forged].map(seen))
      expect(at('compound', { code, ...passed }).verdict).toBe('stop');
  });

  test('whoever has no phone passes on the document, and where the order says so on temperature too', () => {
    expect(at('compound', {})).toEqual({ verdict: 'cannot-tell', on: 'document', next: 'document' });
    expect(at('compound', { document: 'matches' })).toEqual({ verdict: 'pass', on: 'document', next: null });
    expect(at('public-transport', { document: 'matches' })).toMatchObject({
      verdict: 'cannot-tell',
      next: 'temperature',
    });
    expect(at('public-transport', passed).verdict).toBe('pass');
    expect(at('mall', passed)).toEqual({ verdict: 'cannot-tell', on: null, next: null });
  });

  test('another’s document and fever stop', () => {
    expect(at('compound', { document: 'differs' }).verdict).toBe('stop');
    expect(at('public-transport', { document: 'matches', temperature: 'fever' }).verdict).toBe('stop');
    expect(at('compound', { document: 'unreadable', temperature: 'ordinary' }).verdict).toBe('cannot-tell');
  });

  test('more seen never makes a stop a pass, and what was not done never passes on a document', () => {
    const documents = fc.constantFrom(undefined, 'matches', 'differs', 'unreadable');
    const temperatures = fc.constantFrom(undefined, 'ordinary', 'fever');
    const places = fc.constantFrom('compound', 'public-transport', 'mall');
    const verdicts = fc.constantFrom('pass', 'stop', 'cannot-tell');
    fc.assert(
      fc.property(places, documents, temperatures, verdicts, (place, document, temperature, verdict) => {
        const seen = { ...(document && { document }), ...(temperature && { temperature }) } as FallbackSeen;
        const stopped = at(place, { ...seen, code: { verdict: 'stop', findings: [], colour: null } });
        const { verdict: without } = at(place, seen);
        const { verdict: withCode } = at(place, {
          ...seen,
          code: { verdict: verdict as 'pass', findings: [], colour: null },
        });
        expect(stopped.verdict).toBe('stop');
        if (document !== 'matches') expect(without).not.toBe('pass');
        if (document === 'differs' || temperature === 'fever') expect(withCode).not.toBe('pass');
      }),
    );
  });
});
