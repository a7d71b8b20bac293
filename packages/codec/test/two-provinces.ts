import { publicKey, sha256, sign } from '../src/es256.ts';
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
  type TrustList,
  type TrustedKey,
  type TrustedNode,
  type VerificationContext,
} from '../src/index.ts';

/** 2025-11-24T08:00:00+08:00, the instant at which these codes are checked. */
export const NOW = Date.parse('2025-11-24T08:00:00+08:00') / 1000;

export interface TestKey {
  readonly name: string;
  readonly privateKey: Uint8Array;
  readonly publicKey: PublicKey;
  readonly kid: Uint8Array;
  readonly sign: Sign;
}

/** A key that anybody can compute: it must never sign anything but tests. */
export function testKey(name: string): TestKey {
  const privateKey = sha256(encodeUtf8(`tongxing test-only key: ${name}`));
  const key = publicKey(privateKey);
  return { name, privateKey, publicKey: key, kid: sha256(key.x).slice(0, 8), sign: sign(privateKey) };
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
  const prepared = prepareStrip(claims, { suite: 'ES256', kid: issuer.kid });
  return prepared.finish(await issuer.sign(prepared.toBeSigned));
}

/** QR text of a green Shandong code shown five seconds ago, with changes. */
export async function present(
  changes: Partial<StripClaims> = {},
  { issuer = KEYS.shandongStrip, holder = KEYS.holder, displayTime = NOW - 5 } = {},
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
