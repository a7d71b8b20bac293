import { statusAnswer, verifyCode, type Verification, type Verifier } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { Knowledge } from './knowledge.ts';

/**
 * Judges a code by what the device holds.
 * @param now seconds since 1970 by its own clock
 */
export function judgeCode(
  { profile, trustList, statusLists, fetchedAt, clockAhead }: Knowledge,
  text: string,
  now: number,
  verifier: Verifier,
): Promise<Verification> {
  return verifyCode(
    text,
    {
      now,
      division: profile.division,
      trustList,
      trustListAsOf: fetchedAt,
      clockAhead,
      rules: profile.rules,
      statusOf(uri, idx) {
        const list = statusLists.get(uri);
        return list && statusAnswer(list, idx);
      },
    },
    verifier,
  );
}

/** Whose code it is, where a verified one is another province's. */
export function originOf(
  { profile, trustList }: Knowledge,
  { strip }: Verification,
): NonNullable<schemas.VerificationResult['origin']> | undefined {
  const home = `${profile.division.slice(0, 2)}0000`;
  if (strip === undefined || strip.issuer === home) return undefined;
  return trustList.nodes.find(({ division }) => division === strip.issuer);
}
