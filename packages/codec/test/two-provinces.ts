import * as es256 from '../src/es256.ts';
import { sha256 } from '../src/es256.ts';
import {
  DEFAULT_RULES,
  encodeUtf8,
  prepareStrip,
  prepareTrustList,
  presentStrip,
  type PublicKey,
  type Sign,
  type StatusAnswer,
  type StripClaims,
  type Suite,
  SUITES,
  type TrustList,
  type TrustedKey,
  type TrustedNode,
  type VerificationContext,
} from '../src/index.ts';
import * as sm2 from '../src/sm2-sm3.ts';

/** 2025-11-24T08:00:00+08:00, the instant at which these codes are checked. */
export const NOW = Date.parse('2025-11-24T08:00:00+08:00') / 1000;

export interface TestKey {
  readonly name: string;
  readonly privateKey: Uint8Array;
  readonly publicKey: PublicKey;
  readonly kid: Uint8Array;
  readonly sign: Sign;
}

const MAKERS = { ES256: es256, 'SM2-SM3': sm2 } as const;

/** A key that anybody can compute: it must never sign anything but tests. */
export function testKey(name: string, suite: Suite = 'ES256'): TestKey {
  const privateKey = sha256(encodeUtf8(`tongxing test-only key: ${name}`));
  const { publicKey, sign } = MAKERS[suite];
  const key = publicKey(privateKey);
  const kid = sha256(key.x).slice(0, SUITES[suite].maxKid);
  return { name, privateKey, publicKey: key, kid, sign: sign(privateKey) };
}

export const KEYS = {
  shandongStrip: testKey('shandong strip'),
  shandongStatus: testKey('shandong status'),
  shanxiStrip: testKey('shanxi strip'),
  holder: testKey('holder'),
  otherHolder: testKey('other holder'),
  forger: testKey('forger'),
  rootA: testKey('root a'),
  rootB: testKey('root b'),
  rootC: testKey('root c'),
  shanxiFederation: testKey('shanxi federation'),
  shandongStripSm2: testKey('shandong strip SM2', 'SM2-SM3'),
  holderSm2: testKey('holder SM2', 'SM2-SM3'),
  otherHolderSm2: testKey('other holder SM2', 'SM2-SM3'),
  forgerSm2: testKey('forger SM2', 'SM2-SM3'),
} as const;

export const STATUS_URI = 'https://sd.example/s/1124-07';

export function greenClaims(changes: Partial<StripClaims> = {}): StripClaims {
  return {
    issuer: '370000',
    issuedAt: NOW - 600,
    notBefore: NOW - 600,
    expiresAt: NOW + 85_800,
    holder: KEYS.holder.publicKey,
    status: { uri: STATUS_URI, idx: 471_102 },
    colour: 'green',
    scope: '370000',
    kind: 'own',
    keyMaker: 'device',
    maskedName: '*小明',
    lastFour: '002X',
    ...changes,
  };
}

/** `greenClaims` without holder and colour, as a paper code has them. */
export function paperClaims(changes: Partial<StripClaims> = {}): StripClaims {
  const { holder: _, ...claims } = greenClaims({ colour: null, kind: 'paper', keyMaker: 'node' });
  return {
    ...claims,
    issuedAt: NOW - 40 * 86_400,
    notBefore: NOW - 40 * 86_400,
    expiresAt: NOW + 140 * 86_400,
    ...changes,
  };
}

export async function signStrip(claims: StripClaims, issuer: TestKey = KEYS.shandongStrip): Promise<Uint8Array> {
  const prepared = prepareStrip(claims, { suite: issuer.publicKey.suite, kid: issuer.kid });
  return prepared.finish(await issuer.sign(prepared.toBeSigned));
}

interface Presenting {
  readonly issuer?: TestKey;
  readonly holder?: TestKey;
  readonly displayTime?: number;
}

/** QR text of a green Shandong code shown five seconds ago, with changes. */
export async function present(
  changes: Partial<StripClaims> = {},
  { issuer = KEYS.shandongStrip, holder = KEYS.holder, displayTime = NOW - 5 }: Presenting = {},
): Promise<string> {
  return presentStrip(await signStrip(greenClaims(changes), issuer), displayTime, holder.sign);
}

function trustedKey(key: TestKey, use: TrustedKey['use']): TrustedKey {
  return { ...key.publicKey, kid: key.kid, use, validFrom: NOW - 30 * 86_400, validTo: NOW + 60 * 86_400 };
}

const shandong: TrustedNode = {
  division: '370000',
  name: { zh: '山东', en: 'Shandong' },
  baseUrl: 'https://sd.example/',
  keys: [trustedKey(KEYS.shandongStrip, 'strip'), trustedKey(KEYS.shandongStatus, 'status')],
  log: { origin: 'sd.example/log', key: sha256(encodeUtf8('no key: shandong log')) },
  recognition: { mode: 'attestation', foreignGreen: 'ask' },
};

const shanxi: TrustedNode = {
  division: '140000',
  name: { zh: '山西', en: 'Shanxi' },
  baseUrl: 'https://sx.example/',
  keys: [trustedKey(KEYS.shanxiStrip, 'strip')],
  log: { origin: 'sx.example/log', key: sha256(encodeUtf8('no key: shanxi log')) },
  recognition: { mode: 'attestation', foreignGreen: 'ask' },
};

export const TRUST_LIST: TrustList = {
  version: 7,
  issuedAt: NOW - 86_400,
  expiresAt: NOW + 6 * 86_400,
  nodes: [shanxi, shandong],
};

/** As `TRUST_LIST`, after Shandong took up commercial cryptography: one more strip key. */
export const TRUST_LIST_WITH_SM2: TrustList = {
  ...TRUST_LIST,
  nodes: [shanxi, { ...shandong, keys: [...shandong.keys, trustedKey(KEYS.shandongStripSm2, 'strip')] }],
};

export const ROOTS = [KEYS.rootA, KEYS.rootB, KEYS.rootC].map(({ kid, publicKey: key }) => ({ kid, key }));

export async function signTrustList(
  list: TrustList,
  signers: readonly TestKey[] = [KEYS.rootA, KEYS.rootB],
): Promise<Uint8Array> {
  const prepared = prepareTrustList(
    list,
    signers.map(({ kid }) => ({ suite: 'ES256', kid })),
  );
  return prepared.finish(
    await Promise.all(signers.map(async (signer, i) => signer.sign(prepared.toBeSigned[i] as Uint8Array))),
  );
}

/** A checkpoint in Jinan with a fresh status list in which every index is valid. */
export function checkpoint(changes: Partial<VerificationContext> = {}, status?: StatusAnswer): VerificationContext {
  return {
    now: NOW,
    division: '370102',
    trustList: TRUST_LIST,
    statusOf: () => status ?? { status: 0, asOf: NOW - 300, expiresAt: NOW + 80_000 },
    rules: DEFAULT_RULES,
    ...changes,
  };
}
