import { decodeCode, type Verifier } from '@tongxing/codec';
import { findingTexts, ProblemError, routes, type schemas } from '@tongxing/contract';
import { describeScan, judgeCode, originOf, type Knowledge, type Waiting } from '../device/index.ts';
import type { Node } from './node.ts';

/** What is known of a code that was read, by the node or by this device. */
export interface Reading {
  /** Null for what was no health code at all: nothing of it is sent or kept. */
  readonly scanId: string | null;
  /** The same for every display of one strip. */
  readonly key: string;
  readonly by: 'node' | 'device';
  readonly paper: boolean;
  readonly result: schemas.VerificationResult;
}

export interface ReadingDeps {
  readonly node: Node;
  readonly knowledge: Knowledge | undefined;
  readonly verifier: Verifier;
  readonly waiting: Pick<Waiting, 'add'>;
  /** Seconds since 1970 by this device. */
  readonly clock: () => number;
}

const healthCode = /^TXP?[0-9]{1,3}:/;
const paperCode = /^TXP/;

/**
 * Asks the node, and judges by itself when the node does not answer at once. A scan that the node has not confirmed is kept on the
 * device before anybody hears of its verdict.
 * @throws ProblemError `device-revoked`, `not-signed-in`: this device is none any more
 */
export async function readCode(deps: ReadingDeps, text: string): Promise<Reading> {
  const paper = paperCode.test(text);
  const key = keyOf(text);
  if (!healthCode.test(text)) return { scanId: null, key, by: 'device', paper, result: await judgeHere(deps, text) };
  const scanId = crypto.randomUUID();
  try {
    const result = await deps.node.hurried.call(routes.verifyCode, { body: { scanId, text } });
    return { scanId, key, by: 'node', paper, result };
  } catch (error) {
    if (isRefused(error)) throw error;
  }
  const result = await judgeHere(deps, text);
  await deps.waiting.add(describeScan(scanId, deps.clock(), text, result));
  return { scanId, key, by: 'device', paper, result };
}

/** Whether the node says that this device is none of its devices. */
export function isRefused(error: unknown): boolean {
  return error instanceof ProblemError && (error.code === 'device-revoked' || error.problem.status === 401);
}

/** The same for every display of one strip: its place in the lists. Another text is its own. */
export function keyOf(text: string): string {
  if (!healthCode.test(text)) return text;
  try {
    const { uri, idx } = decodeCode(text).strip.claims.status;
    return `${uri}#${idx}`;
  } catch {
    // Not readable as a code: verification says what is wrong with it.
    return text;
  }
}

async function judgeHere({ knowledge, verifier, clock }: ReadingDeps, text: string): Promise<schemas.VerificationResult> {
  if (knowledge === undefined) return nothingKnown;
  const verification = await judgeCode(knowledge, text, clock(), verifier);
  const { verdict, findings, strip, asOf } = verification;
  return {
    verdict,
    findings: findings.map(({ code, severity }) => ({ code, severity, text: findingTexts[code] })),
    colour: strip?.colour ?? null,
    maskedName: strip?.maskedName ?? null,
    lastFour: strip?.lastFour ?? null,
    asOf: asOf === undefined ? null : new Date(asOf * 1000).toISOString(),
    pollNow: false,
    origin: originOf(knowledge, verification) ?? null,
    change: null,
  };
}

const nothingKnown: schemas.VerificationResult = {
  verdict: 'cannot-tell',
  findings: [{ code: 'trust-list-missing', severity: 'cannot-tell', text: findingTexts['trust-list-missing'] }],
  colour: null,
  maskedName: null,
  lastFour: null,
  asOf: null,
  pollNow: false,
  origin: null,
  change: null,
};
