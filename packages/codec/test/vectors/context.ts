import {
  DEFAULT_RULES,
  type StatusAnswer,
  type TrustList,
  type VerificationContext,
  type VerificationRules,
  verifyTrustList,
} from '../../src/index.ts';
import { independentVerifier } from '../independent-verifier.ts';
import { NOW, ROOTS, signTrustList, STATUS_URI, TRUST_LIST } from '../two-provinces.ts';

/** A context as a vector file carries it: JSON, byte strings in base64. */
export interface VectorContext {
  readonly now: number;
  readonly division: string;
  readonly trustList: string | null;
  readonly trustListAsOf?: number;
  readonly clockAhead?: number;
  readonly roots: readonly VectorRoot[];
  readonly threshold: number;
  readonly status: readonly (StatusAnswer & { readonly uri: string; readonly idx: number })[];
  readonly rules: VerificationRules;
}

export interface VectorRoot {
  readonly kid: string;
  readonly suite: 'ES256';
  readonly x: string;
  readonly y: string;
}

export const VECTOR_ROOTS: readonly VectorRoot[] = ROOTS.map(({ kid, key }) => ({
  kid: base64(kid),
  suite: 'ES256',
  x: base64(key.x),
  y: base64(key.y),
}));

export interface ContextChanges {
  readonly now?: number;
  readonly division?: string;
  readonly trustList?: TrustList | null;
  readonly trustListAsOf?: number;
  readonly clockAhead?: number;
  readonly status?: StatusAnswer | null;
  readonly uri?: string;
  readonly rules?: Partial<VerificationRules>;
}

/** A checkpoint in Jinan that holds the trust list and a fresh status list, with changes. */
export async function vectorContext(changes: ContextChanges = {}): Promise<VectorContext> {
  const list = changes.trustList === undefined ? TRUST_LIST : changes.trustList;
  const status =
    changes.status === undefined ? { status: 0 as const, asOf: NOW - 300, expiresAt: NOW + 80_000 } : changes.status;
  return {
    now: changes.now ?? NOW,
    division: changes.division ?? '370102',
    trustList: list && base64(await signTrustList(list)),
    ...(changes.trustListAsOf === undefined ? {} : { trustListAsOf: changes.trustListAsOf }),
    ...(changes.clockAhead === undefined ? {} : { clockAhead: changes.clockAhead }),
    roots: VECTOR_ROOTS,
    threshold: 2,
    status: status ? [{ uri: changes.uri ?? STATUS_URI, idx: 471_102, ...status }] : [],
    rules: { ...DEFAULT_RULES, ...changes.rules },
  };
}

/** What `verifyCode` needs, from what the file says. */
export async function readContext(context: VectorContext): Promise<VerificationContext> {
  const { now, division, trustListAsOf, clockAhead, status, rules } = context;
  return {
    now,
    division,
    trustList: context.trustList === null ? undefined : await readTrustList(context, context.trustList),
    ...(trustListAsOf === undefined ? {} : { trustListAsOf }),
    ...(clockAhead === undefined ? {} : { clockAhead }),
    statusOf: (uri, idx) => status.find((answer) => answer.uri === uri && answer.idx === idx),
    rules,
  };
}

function readTrustList({ roots, threshold, now }: VectorContext, list: string): Promise<TrustList> {
  const pinned = roots.map(({ kid, suite, x, y }) => ({ kid: bytes(kid), key: { suite, x: bytes(x), y: bytes(y) } }));
  return verifyTrustList(bytes(list), { roots: pinned, threshold, now, minimumVersion: 1 }, independentVerifier);
}

export function base64(data: Uint8Array): string {
  return Buffer.from(data).toString('base64');
}

export function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}
