import type { DecodedStrip } from './strip-decode.ts';
import type { TrustedKey, TrustedNode } from './trust-list.ts';
import { findKey } from './trust-list-find.ts';
import type { VerificationContext } from './verification-context.ts';
import type { FindingCode } from './verification-findings.ts';

/** Whether and with which key the strip's signature can be checked. */
export interface IssuerJudgement {
  readonly findings: readonly FindingCode[];
  /** Present only when the key may sign this strip now. */
  readonly signer?: { readonly node: TrustedNode; readonly key: TrustedKey };
}

/** Looks the issuer up in the trust list. What the strip says of itself serves only to find the key. */
export function judgeIssuer(strip: DecodedStrip, context: VerificationContext): IssuerJudgement {
  const { trustList, now } = context;
  if (!trustList) return { findings: ['trust-list-missing'] };
  const findings: FindingCode[] = now < trustList.expiresAt ? [] : ['trust-list-expired'];
  const search = findKey(trustList, strip.kid, 'strip', strip.claims.issuer, now);
  if (search.found) return { findings, signer: search };
  switch (search.reason) {
    case 'unknown-issuer':
      return { findings: [...findings, 'untrusted-issuer'] };
    case 'not-allowed':
      return { findings: [...findings, 'key-not-allowed'] };
    case 'not-current':
      return { findings: [...findings, 'key-not-current'] };
    case 'unknown-key':
      return { findings: [...findings, unknownKey(strip, context)] };
  }
}

/**
 * A node publishes a key before it signs with it. So if the reader knew the newest list after the strip was signed, no
 * honest strip has a key missing from it: stop. Before that, the key may simply be newer than the list: cannot tell. A
 * forger who dates the strip late reaches `cannot-tell` offline at best, and online, where the list is current, nothing.
 */
function unknownKey(strip: DecodedStrip, context: VerificationContext): FindingCode {
  const listAsOf = context.trustListAsOf ?? context.trustList?.issuedAt ?? 0;
  return strip.claims.issuedAt <= listAsOf ? 'unknown-key' : 'trust-list-behind';
}
