import type { CodecErrorCode, TrustList } from '../../src/index.ts';
import { KEYS, NOW, signTrustList, type TestKey, TRUST_LIST } from '../two-provinces.ts';
import { base64, VECTOR_ROOTS, type VectorRoot } from './context.ts';

export interface TrustListVector {
  readonly about: string;
  readonly list: string;
  readonly roots: readonly VectorRoot[];
  readonly threshold: number;
  readonly now: number;
  readonly minimumVersion: number;
  readonly expected:
    | { readonly error: CodecErrorCode }
    | { readonly version: number; readonly divisions: readonly string[]; readonly kids: readonly string[] };
}

interface Changes {
  readonly list?: TrustList;
  readonly signers?: readonly TestKey[];
  readonly threshold?: number;
  readonly now?: number;
  readonly minimumVersion?: number;
}

const accepted = {
  version: 7,
  divisions: ['140000', '370000'],
  kids: [KEYS.shanxiStrip, KEYS.shandongStrip, KEYS.shandongStatus].map(({ kid }) => base64(kid)),
};
const impostor = { ...KEYS.forger, kid: KEYS.rootB.kid };

/** Path below the vectors folder → content. */
export async function trustListVectors(): Promise<[path: string, vector: TrustListVector][]> {
  return Promise.all([
    build('valid/two-of-three', 'Two of three roots signed; two are needed.', accepted),
    build('valid/three-of-three', 'All roots signed.', accepted, { signers: [KEYS.rootA, KEYS.rootB, KEYS.rootC] }),
    build('valid/expired', 'Past its end: still read, so that the reader knows where to ask.', accepted, {
      now: TRUST_LIST.expiresAt + 1,
    }),
    build('valid/one-false-signature-too-many', 'A false signature beside two true ones does no harm.', accepted, {
      signers: [impostor, KEYS.rootA, KEYS.rootC],
    }),
    build(
      'invalid/one-signature',
      'One root where two are needed.',
      { error: 'trust-list-threshold' },
      { signers: [KEYS.rootA] },
    ),
    build(
      'invalid/one-root-twice',
      'One root signed twice.',
      { error: 'trust-list-threshold' },
      { signers: [KEYS.rootA, KEYS.rootA] },
    ),
    build(
      'invalid/forged-root-signature',
      'A stranger signs under the id of a root.',
      { error: 'trust-list-threshold' },
      { signers: [KEYS.rootA, impostor] },
    ),
    build(
      'invalid/rolled-back',
      'An older version than the one held.',
      { error: 'trust-list-version' },
      { minimumVersion: 8 },
    ),
    build(
      'invalid/from-the-future',
      'Issued more than a day from now.',
      { error: 'trust-list-from-future' },
      { now: TRUST_LIST.issuedAt - 86_401 },
    ),
  ]);
}

async function build(
  place: `${'valid' | 'invalid'}/${string}`,
  about: string,
  expected: TrustListVector['expected'],
  { list = TRUST_LIST, signers, threshold = 2, now = NOW, minimumVersion = 7 }: Changes = {},
): Promise<[string, TrustListVector]> {
  const vector = {
    about,
    list: base64(await signTrustList(list, signers)),
    roots: VECTOR_ROOTS,
    threshold,
    now,
    minimumVersion,
    expected,
  };
  return [`${place.replace('/', '/trust-lists/')}.json`, vector];
}
