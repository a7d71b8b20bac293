import type { Sign, StripClaims, TrustList, Verification, VerificationContext, Verifier } from '../src/index.ts';
import type { Case } from './expectation.ts';
import { HOLDER_KEY, LOG_KEY, ROOT_KEY, SM2_HOLDER_KEY, SM2_STRIP_KEY, STATUS_KEY, STRIP_KEY } from './keys.ts';
import type { Codec, KeyPair, Platform } from './platform.ts';

const NOW = 1_735_700_000;
const BASE_URL = 'https://s.example/';
const LIST_URI = `${BASE_URL}20250101/0`;
const STRIP_KIDS = { ES256: Uint8Array.of(1), 'SM2-SM3': Uint8Array.of(4, 4, 4, 4) } as const;
const STATUS_KID = Uint8Array.of(2);
const ROOT_KID = Uint8Array.of(3);
const IDX = 777;

const PAPER: StripClaims = {
  issuer: '370000',
  issuedAt: NOW - 600,
  notBefore: NOW - 600,
  expiresAt: NOW + 86_400,
  status: { uri: LIST_URI, idx: IDX },
  colour: null,
  scope: '370000',
  kind: 'paper',
  keyMaker: 'node',
  maskedName: '王*明',
  lastFour: '123X',
};
const CLAIMS: StripClaims = {
  ...PAPER,
  holder: HOLDER_KEY.publicKey,
  colour: 'green',
  kind: 'own',
  keyMaker: 'device',
};

const BY_SM2_HOLDER = { claims: { ...CLAIMS, holder: SM2_HOLDER_KEY.publicKey }, displayKey: SM2_HOLDER_KEY } as const;

/** What one scan varies; everything else is as it should be. */
interface Scan {
  readonly claims?: StripClaims;
  readonly stripKey?: KeyPair;
  readonly displayKey?: KeyPair;
  /** What the reader's cryptography can judge, where it is less than the realm's. */
  readonly suites?: NonNullable<Verifier['suites']>;
  readonly displayedAt?: number;
  readonly status?: number;
  readonly damage?: (text: string) => string;
}

/** Keys, trust list, status list, strip, display, verification: the whole life of a scan, made and judged in one realm. */
export function roundTripCases(codec: Codec, platform: Platform): Case[] {
  const scan = (name: string, expected: string, change: Scan): Case => ({
    name: `round trip: ${name}`,
    expected,
    run: async () => summary(await perform(codec, platform, change)),
  });
  return [
    scan('a green code passes', 'pass', {}),
    scan('a damaged text stops', 'stop: bad-holder-signature', { damage: changeSignature(codec) }),
    scan('a display by another key stops', 'stop: bad-holder-signature', { displayKey: STATUS_KEY }),
    scan('a strip by another key stops', 'stop: bad-issuer-signature', { stripKey: HOLDER_KEY }),
    scan('an SM2 strip shown with an ES256 key passes', 'pass', { stripKey: SM2_STRIP_KEY }),
    scan('an ES256 strip shown with an SM2 key passes', 'pass', { ...BY_SM2_HOLDER }),
    scan('an SM2 strip shown with an SM2 key passes', 'pass', { ...BY_SM2_HOLDER, stripKey: SM2_STRIP_KEY }),
    scan('a damaged text of SM2 stops', 'stop: bad-holder-signature', {
      ...BY_SM2_HOLDER,
      stripKey: SM2_STRIP_KEY,
      damage: changeSignature(codec),
    }),
    scan('a display by another SM2 key stops', 'stop: bad-holder-signature', {
      ...BY_SM2_HOLDER,
      displayKey: SM2_STRIP_KEY,
    }),
    scan('a strip by another SM2 key stops', 'stop: bad-issuer-signature', { stripKey: SM2_HOLDER_KEY }),
    scan('a strip of a suite the reader lacks cannot be told', 'cannot-tell: unknown-suite', {
      stripKey: SM2_STRIP_KEY,
      suites: ['ES256'],
    }),
    scan('a holder of a suite the reader lacks cannot be told', 'cannot-tell: unknown-suite', {
      ...BY_SM2_HOLDER,
      suites: ['ES256'],
    }),
    scan('a display of three minutes ago stops', 'stop: stale-display', { displayedAt: NOW - 180 }),
    scan('a display of tomorrow cannot be told', 'cannot-tell: clock-wrong', { displayedAt: NOW + 86_000 }),
    scan('an index set to 1 stops', 'stop: revoked', { status: 1 }),
    scan('an index set to 3 cannot be told', 'cannot-tell: ask-node', { status: 3 }),
    scan('a yellow code stops', 'stop: colour-yellow', { claims: { ...CLAIMS, colour: 'yellow' } }),
    scan('a paper code goes to the document lane', 'cannot-tell: paper-needs-document', { claims: PAPER }),
    scan('no code of ours stops', 'stop: malformed', { damage: () => 'https://example.com/' }),
  ];
}

function summary({ verdict, findings }: Verification): string {
  return [verdict, ...findings.map(({ code }) => code)].join(': ');
}

async function perform(codec: Codec, platform: Platform, change: Scan): Promise<Verification> {
  const { claims = CLAIMS, displayedAt = NOW - 5, status = 0 } = change;
  const stripKey = change.stripKey ?? STRIP_KEY;
  const { suite } = stripKey.publicKey;
  const signStrip = await platform.signer(stripKey);
  const signDisplay = await platform.signer(change.displayKey ?? HOLDER_KEY);
  const prepared = codec.prepareStrip(claims, { suite, kid: STRIP_KIDS[suite] });
  const strip = prepared.finish(await signStrip(prepared.toBeSigned));
  const text =
    claims.kind === 'paper' ? codec.encodePaperCode(strip) : await codec.presentStrip(strip, displayedAt, signDisplay);
  const context = await contextOf(codec, platform, status);
  const { suites = platform.verifier.suites, damage } = change;
  const verifier = { ...platform.verifier, ...(suites ? { suites } : {}) };
  return codec.verifyCode(damage?.(text) ?? text, context, verifier);
}

async function contextOf(codec: Codec, platform: Platform, status: number): Promise<VerificationContext> {
  const trustList = await trustListOf(codec, platform);
  const list = await statusListOf(codec, platform, status);
  return {
    now: NOW,
    division: '370100',
    trustList,
    statusOf: (uri, idx) =>
      uri === list.uri ? { status: codec.getStatus(list, idx) as 0 | 1 | 2 | 3, asOf: list.issuedAt } : undefined,
    rules: codec.DEFAULT_RULES,
  };
}

async function statusListOf(codec: Codec, platform: Platform, status: number) {
  const packed = codec.createStatusBits(1 << 12, 2);
  codec.setStatus(packed, IDX, status);
  const token = codec.prepareStatusListToken(
    { ...packed, uri: LIST_URI, issuedAt: NOW - 60, expiresAt: NOW + 3_600, ttl: 3_600 },
    { suite: 'ES256', kid: STATUS_KID },
  );
  const bytes = token.finish(await signed(platform.signer(STATUS_KEY), token.toBeSigned));
  return codec.verifyStatusListToken(bytes, STATUS_KEY.publicKey, platform.verifier, { uri: LIST_URI, now: NOW });
}

async function trustListOf(codec: Codec, platform: Platform): Promise<TrustList> {
  const validity = { validFrom: NOW - 86_400, validTo: NOW + 86_400 };
  const list: TrustList = {
    version: 1,
    issuedAt: NOW - 60,
    expiresAt: NOW + 86_400,
    nodes: [
      {
        division: '370000',
        name: { zh: '山东', en: 'Shandong' },
        baseUrl: BASE_URL,
        keys: [
          { ...STRIP_KEY.publicKey, ...validity, kid: STRIP_KIDS.ES256, use: 'strip' },
          { ...SM2_STRIP_KEY.publicKey, ...validity, kid: STRIP_KIDS['SM2-SM3'], use: 'strip' },
          { ...STATUS_KEY.publicKey, ...validity, kid: STATUS_KID, use: 'status' },
        ],
        log: { origin: 's.example/log', key: LOG_KEY.publicKey },
        recognition: { mode: 'attestation', foreignGreen: 'ask' },
      },
    ],
  };
  const prepared = codec.prepareTrustList(list, [{ suite: 'ES256', kid: ROOT_KID }]);
  const [toBeSigned] = prepared.toBeSigned as [Uint8Array];
  const bytes = prepared.finish([await signed(platform.signer(ROOT_KEY), toBeSigned)]);
  const roots = [{ kid: ROOT_KID, key: ROOT_KEY.publicKey }];
  return codec.verifyTrustList(bytes, { roots, threshold: 1, now: NOW, minimumVersion: 1 }, platform.verifier);
}

async function signed(signer: Promise<Sign>, message: Uint8Array): Promise<Uint8Array> {
  return (await signer)(message);
}

/** Changes the last byte of the presentation, which is the last of the holder's signature. */
function changeSignature(codec: Codec): (text: string) => string {
  return (text) => {
    const prefix = codec.PRESENTATION_PREFIX.length;
    const bytes = codec.decodeBase45(text, prefix);
    const changed = bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
    return text.slice(0, prefix) + codec.encodeBase45(changed);
  };
}
