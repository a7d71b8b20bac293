import { fallbackRules, statusAnswer, verifyCode, type Verification, type Verifier } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import { fallbackNow } from './fallback.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * Judges a code by what the device holds; while the fallback order applies, an older answer counts.
 * @param now seconds since 1970 by its own clock
 */
export function judgeCode(knowledge: Knowledge, text: string, now: number, verifier: Verifier): Promise<Verification> {
  const { profile, trustList, statusLists, fetchedAt, clockAhead } = knowledge;
  const { rules, venue } = profile;
  const applied = fallbackNow(knowledge, now);
  return verifyCode(
    text,
    {
      now,
      division: profile.division,
      trustList,
      trustListAsOf: fetchedAt,
      clockAhead,
      rules: applied === undefined ? rules : fallbackRules(rules, applied.order, venue.placeType),
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
