import {
  contactSeconds,
  fallbackNow,
  heardAt,
  jittered,
  judgeCode,
  openFallback,
  takeContact,
  type Knowledge,
} from '@tongxing/device';
import {
  DEFAULT_RULES,
  decodeBase64Url,
  encodeBase64Url,
  prepareFallbackOrder,
  prepareStrip,
  presentStrip,
  type FallbackOrder,
  type StripClaims,
  type TrustList,
} from '@tongxing/codec';
import { publicKey, sha256, sign, verifier } from '@tongxing/codec/es256';
import { describe, expect, test } from 'vitest';

const hour = 3600;
/** When the device last heard from its node. */
const heard = Date.parse('2026-11-24T08:00:00+08:00') / 1000;

/** A key that anybody can compute: it signs tests alone. */
function keyNamed(name: string) {
  const secret = sha256(new TextEncoder().encode(`test-only key: ${name}`));
  const key = publicKey(secret);
  return { ...key, kid: sha256(key.x).slice(0, 8), sign: sign(secret) };
}
const [strips, statuses, phone] = [keyNamed('strips'), keyNamed('statuses'), keyNamed('phone')];
const during = { validFrom: heard - 1000 * hour, validTo: heard + 1000 * hour };
const trustList: TrustList = {
  version: 1,
  issuedAt: heard - hour,
  expiresAt: heard + 100 * hour,
  nodes: [
    {
      division: '370000',
      name: { zh: '山东', en: 'Shandong' },
      baseUrl: 'https://sd.example/',
      keys: [
        { ...strips, use: 'strip', ...during },
        { ...statuses, use: 'status', ...during },
      ],
      log: { origin: 'sd.example/log', key: new Uint8Array(32) },
      recognition: { mode: 'attestation', foreignGreen: 'ask' },
    },
  ],
};
const order: FallbackOrder = {
  division: '370000',
  version: 3,
  ...during,
  afterSeconds: 1800,
  longestSeconds: 48 * hour,
  stripSeconds: 24 * hour,
  lines: [{ on: 'strip', temperature: false, places: ['mall'] }],
  text: { zh: '绿码在 24 小时内通行。', en: 'Green passes for 24 hours.' },
  source: { zh: '示例文件', en: 'An example' },
  hotline: '0531-12345',
};

function knowing(placeType: 'mall' | 'airport'): Knowledge {
  const profile = { division: '370102', venue: { name: '示例', placeType }, rules: DEFAULT_RULES };
  const fallback = { order, word: undefined };
  // What else a profile has is not looked at here.
  return {
    profile,
    trustList,
    statusLists: new Map(),
    fetchedAt: heard,
    clockAhead: 0,
    lastContact: heard,
    fallback,
  } as unknown as Knowledge;
}

async function verdictAfter(seconds: number, colour: StripClaims['colour'], placeType: 'mall' | 'airport' = 'mall') {
  const now = heard + seconds;
  const claims: StripClaims = {
    issuer: '370000',
    issuedAt: heard,
    notBefore: heard,
    expiresAt: heard + 30 * hour,
    holder: phone,
    status: { uri: 'https://sd.example/s/1', idx: 7 },
    colour,
    scope: '370000',
    kind: 'own',
    keyMaker: 'device',
    maskedName: '*小明',
    lastFour: '002X',
  };
  const { toBeSigned, finish } = prepareStrip(claims, { suite: 'ES256', kid: strips.kid });
  const text = await presentStrip(finish(await strips.sign(toBeSigned)), now - 5, phone.sign);
  return (await judgeCode(knowing(placeType), text, now, verifier)).verdict;
}

async function signed(version: number): Promise<string> {
  const { toBeSigned, finish } = prepareFallbackOrder({ ...order, version }, { suite: 'ES256', kid: statuses.kid });
  return encodeBase64Url(finish(await statuses.sign(toBeSigned)));
}

describe('a device that no longer hears from its node [W09]', () => {
  test('follows the order from its minutes of silence on, until its end', () => {
    const why = (seconds: number) => fallbackNow(knowing('mall'), heard + seconds)?.why;
    expect([why(1799), why(1800), why(48.5 * hour - 1), why(48.5 * hour)]).toEqual([
      undefined,
      'silence',
      'silence',
      undefined,
    ]);
  });

  test('hears from it by a scan as well, and counts from there', async () => {
    const known = heardAt(knowing('mall'), heard + 1000);
    expect(fallbackNow(known, heard + 2799)).toBeUndefined();
    expect(fallbackNow(known, heard + 2800)?.since).toBe(heard + 2800);
    expect(fallbackNow(heardAt(known, heard + 5), heard + 2799)).toBeUndefined();
  });

  test('takes what its keys sign for a sign of life, and nothing else', async () => {
    const known = knowing('mall');
    const at = heard + 1500;
    const live = await takeContact(known, { at, fallback: { order: await signed(3), word: null } }, verifier);
    expect([live.lastContact, fallbackNow(live, heard + 1800)]).toEqual([at, undefined]);
    const bytes = decodeBase64Url(await signed(3))!;
    bytes[bytes.length - 1]! ^= 1;
    const forged = { at, fallback: { order: encodeBase64Url(bytes), word: null } };
    await expect(takeContact(known, forged, verifier)).rejects.toMatchObject({ name: 'CodecError' });
    // What was kept from before everything was fetched says nothing new, and an older order in it is no fault.
    expect(await takeContact(known, { at: heard, fallback: { order: await signed(1), word: null } }, verifier)).toBe(
      known,
    );
  });

  test.for([60, 1200, 86_400])('is asked twice at least within %s seconds, however the pauses fall', (afterSeconds) => {
    const known = { fallback: { order: { ...order, afterSeconds }, word: undefined } };
    const longest = jittered(contactSeconds(known), 1);
    expect(2 * longest).toBeLessThan(afterSeconds);
    expect(jittered(contactSeconds(known), 0)).toBeGreaterThan(afterSeconds / 5);
  });

  test('lets green pass for a day where the order says so, and nobody else', async () => {
    expect(await verdictAfter(23 * hour, 'green')).toBe('pass');
    expect(await verdictAfter(24 * hour + 1, 'green')).toBe('cannot-tell');
    expect(await verdictAfter(23 * hour, 'green', 'airport')).toBe('cannot-tell');
    expect(await verdictAfter(23 * hour, 'red')).toBe('stop');
    expect(await verdictAfter(23 * hour, 'yellow')).toBe('stop');
  });

  test('keeps the newest order that it has seen', async () => {
    const open = async (version: number, held: number) =>
      openFallback(
        { division: '370102', fallback: { order: await signed(version), word: null } },
        trustList,
        heard,
        verifier,
        { order: { ...order, version: held }, word: undefined },
      );
    expect((await open(4, 3))?.order.version).toBe(4);
    await expect(open(2, 3)).rejects.toMatchObject({ code: 'fallback-version' });
  });
});
