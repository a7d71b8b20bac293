import type { Verifier } from '@tongxing/codec';
import { judgeCode, originOf } from './judge.ts';
import type { Knowledge } from './knowledge.ts';

/** By what somebody is compared with her document. */
export interface Whose {
  readonly maskedName: string;
  readonly lastFour: string;
}

/**
 * Whose code it is, whatever its colour: somebody of this province, by both signatures, as the node finds her.
 * @param now seconds since 1970 by the device's own clock
 * @returns undefined where the code does not tell
 */
export async function whoseCode(
  knowledge: Knowledge,
  text: string,
  now: number,
  verifier: Verifier,
): Promise<Whose | undefined> {
  const verification = await judgeCode(knowledge, text, now, verifier);
  const { strip, displayTime } = verification;
  if (strip === undefined || originOf(knowledge, verification) !== undefined) return undefined;
  if (strip.kind !== 'paper' && displayTime === undefined) return undefined;
  const { maskedName, lastFour } = strip;
  return { maskedName, lastFour };
}
