import type { Verification } from '@tongxing/codec';
import { findingTexts, scopeChangeFor, type schemas } from '@tongxing/contract';
import { originOf } from './judge.ts';
import type { Knowledge } from './knowledge.ts';

/** What the device found, in the form in which its node would have answered. */
export function describeVerification(knowledge: Knowledge, verification: Verification): schemas.VerificationResult {
  const { verdict, findings, strip, asOf } = verification;
  const { division, codes } = knowledge.profile;
  const change =
    strip === undefined || verdict === 'stop'
      ? null
      : scopeChangeFor(
          { findings: findings.map(({ code }) => code), issuer: strip.issuer },
          { division, scope: codes.scope, app: codes.app },
        );
  return {
    ...nothingKnown,
    kind: strip === undefined ? null : strip.kind === 'paper' ? 'paper' : 'phone',
    verdict,
    findings: findings.map(({ code, severity }) => ({ code, severity, text: findingTexts[code] })),
    colour: strip?.colour ?? null,
    maskedName: strip?.maskedName ?? null,
    lastFour: strip?.lastFour ?? null,
    asOf: asOf === undefined ? null : new Date(asOf * 1000).toISOString(),
    origin: originOf(knowledge, verification) ?? null,
    change,
  };
}

/** The answer of a device that has never heard from its node. */
export const nothingKnown: schemas.VerificationResult = {
  kind: null,
  verdict: 'cannot-tell',
  findings: [{ code: 'trust-list-missing', severity: 'cannot-tell', text: findingTexts['trust-list-missing'] }],
  colour: null,
  maskedName: null,
  lastFour: null,
  asOf: null,
  pollNow: false,
  permit: null,
  origin: null,
  change: null,
};
