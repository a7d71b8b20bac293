import { decodeCode } from '@tongxing/codec';
import { ProblemError, routes, type Client, type schemas } from '@tongxing/contract';
import { judgeCode } from './judge.ts';
import type { Knowledge } from './knowledge.ts';
import type { Platform } from './platform.ts';
import { describeVerification, nothingKnown } from './result.ts';
import { describeScan } from './scan.ts';
import type { Waiting } from './upload.ts';

/** What is known of a code that was read, by the node or by this device. */
export interface Reading {
  readonly scanId: string;
  /** As it was read; never kept. */
  readonly text: string;
  /** The same for every display of one strip. */
  readonly key: string;
  readonly by: 'node' | 'device';
  readonly result: schemas.VerificationResult;
}

export interface ReadingDeps {
  readonly platform: Pick<Platform, 'verifier' | 'clock' | 'newId' | 'later'>;
  readonly client: Client;
  readonly knowledge: Knowledge | undefined;
  readonly waiting: Pick<Waiting, 'add'>;
}

const healthCode = /^TXP?[0-9]{1,3}:/;

export function isHealthCode(text: string): boolean {
  return healthCode.test(text);
}

/**
 * Asks the node, and judges by itself when the node does not answer at once. A scan that the node has not confirmed is kept on the
 * device before anybody hears of its verdict. Of what is no health code, a stranger's payment code say, nothing is sent or kept.
 * @returns undefined for what is no health code
 * @throws ProblemError `device-revoked`, `not-signed-in`: this device is none any more
 */
export async function readCode(deps: ReadingDeps, text: string): Promise<Reading | undefined> {
  const key = keyOf(text);
  if (!isHealthCode(text)) return undefined;
  const { platform, client } = deps;
  const scanId = platform.newId();
  const asked = client.call(routes.verifyCode, { body: { scanId, text } });
  const answer = await soon(asked, platform.later);
  if (answer !== undefined) return { scanId, text, key, by: 'node', result: answer };
  const result = await judgeHere(deps, text);
  const takeBack = await deps.waiting.add({
    kind: 'scan',
    content: describeScan(scanId, platform.clock(), text, result),
  });
  // An answer that comes too late for the guard says all the same that the node has the scan: it is not sent again. Without one it waits.
  void asked.then(takeBack, () => undefined);
  return { scanId, text, key, by: 'device', result };
}

/** How long a guard waits for the node before the device judges by itself (milliseconds). */
const patience = 300;

/** What the node answers within that time; undefined when it does not. @throws ProblemError when it refuses the device */
async function soon<T>(asked: Promise<T>, later: Platform['later']): Promise<T | undefined> {
  let stop = () => {};
  const late = new Promise<undefined>((resolve) => {
    stop = later(patience, () => resolve(undefined));
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    if (isRefused(error)) throw error;
    return undefined;
  } finally {
    stop();
  }
}

/** Whether the node says that this device is none of its devices. */
export function isRefused(error: unknown): boolean {
  return error instanceof ProblemError && refusals.includes(error.code);
}

const refusals = ['device-revoked', 'sign-in-required', 'session-expired'];

/** The same for every display of one strip: its place in the lists. Another text is its own. */
export function keyOf(text: string): string {
  if (!isHealthCode(text)) return text;
  try {
    const { uri, idx } = decodeCode(text).strip.claims.status;
    return `${uri}#${idx}`;
  } catch {
    // Not readable as a code: verification says what is wrong with it.
    return text;
  }
}

async function judgeHere({ knowledge, platform }: ReadingDeps, text: string): Promise<schemas.VerificationResult> {
  if (knowledge === undefined) return nothingKnown;
  return describeVerification(knowledge, await judgeCode(knowledge, text, platform.clock(), platform.verifier));
}
