import { decodeCode, type DecodedPaperCode, type DecodedPresentation } from './code.ts';
import { CodecError } from './errors.ts';
import { isSigned } from './is-signed.ts';
import type { StripClaims } from './strip-claims.ts';
import type { PublicKey, Verifier } from './suites.ts';
import type { VerificationContext } from './verification-context.ts';
import { type Finding, type FindingCode, type Verdict, verdictOf, weigh } from './verification-findings.ts';
import { type IssuerJudgement, judgeIssuer } from './verification-issuer.ts';
import { judgeState } from './verification-state.ts';

/** The answer to a scan. The identity step is separate: `pass` says nothing about who holds the phone. */
export interface Verification {
  readonly verdict: Verdict;
  /** Everything that was found, gravest reasons included even where one would do. */
  readonly findings: readonly Finding[];
  /** Present only when the issuer's signature verified: nothing unverified is ever handed out. */
  readonly strip?: StripClaims;
  /** The instant at which the answer was true (seconds), and its age in seconds. Present with `strip`. */
  readonly asOf?: number;
  readonly age?: number;
  /** Present when the holder's signature verified as well. */
  readonly displayTime?: number;
  /** What the guard turns to next: the code's verdict, or the lane for paper and documents. */
  readonly step: 'code' | 'document-lane';
}

type DecodedCode = DecodedPresentation | DecodedPaperCode;

/**
 * Checks the text of a scanned code. Never rejects.
 *
 * The order matters. First shape: without it there is nothing to judge. Then both signatures: a bad one stops whatever
 * else is found, and where the issuer's cannot be checked, nothing the strip says is looked at. Only a verified strip is
 * judged by time, status, scope and, last, colour.
 */
export async function verifyCode(
  text: string,
  context: VerificationContext,
  verifier: Verifier,
): Promise<Verification> {
  let code: DecodedCode;
  try {
    code = decodeCode(text);
  } catch (error) {
    return conclude([error instanceof CodecError ? findingOf(error) : 'verifier-failed'], context);
  }
  return verifyDecodedCode(code, context, verifier);
}

/** {@link verifyCode}, of what `decodeCode` read before: for who had to look up the status first. Never rejects. */
export async function verifyDecodedCode(
  code: DecodedCode,
  context: VerificationContext,
  verifier: Verifier,
): Promise<Verification> {
  try {
    return await judge(code, context, verifier);
  } catch (error) {
    return conclude([error instanceof CodecError ? findingOf(error) : 'verifier-failed'], context);
  }
}

async function judge(code: DecodedCode, context: VerificationContext, verifier: Verifier): Promise<Verification> {
  const { claims, suite } = code.strip;
  if (!canJudge(verifier, suite) || (claims.holder && !canJudge(verifier, claims.holder.suite)))
    return conclude(['unknown-suite'], context);

  const issuer = judgeIssuer(code.strip, context);
  const [issuerValid, holderValid] = await Promise.all([
    // The algorithm in the header must be the key's own: a key is never used for another.
    issuer.signer?.key.suite === suite ? isSigned(verifier, issuer.signer.key, code.strip) : false,
    code.kind === 'presentation' ? isSigned(verifier, code.holder, code) : true,
  ]);
  const findings = judgeSignatures(issuer, issuerValid, holderValid);
  if (!issuer.signer || !issuerValid) return conclude(findings, context);

  const displayTime = code.kind === 'presentation' ? code.displayTime : undefined;
  const state = judgeState(claims, issuer.signer.node, displayTime, context, findings);
  return {
    ...conclude([...findings, ...state.findings], context, { ...claims, colour: state.colour }),
    strip: claims,
    asOf: state.asOf,
    age: Math.max(0, context.now - state.asOf),
    ...(holderValid && displayTime !== undefined ? { displayTime } : {}),
  };
}

function judgeSignatures(issuer: IssuerJudgement, issuerValid: boolean, holderValid: boolean): FindingCode[] {
  const findings: FindingCode[] = [...issuer.findings];
  if (issuer.signer && !issuerValid) findings.push('bad-issuer-signature');
  // The holder's key stands in the strip itself, so a display that does not fit it is wrong whoever signed the strip.
  if (!holderValid) findings.push('bad-holder-signature');
  return findings;
}

function conclude(codes: readonly FindingCode[], { rules }: VerificationContext, claims?: StripClaims): Verification {
  const findings = weigh(codes, rules.staleDisplay);
  const verdict = verdictOf(findings, claims?.colour === 'green');
  const step = claims?.kind === 'paper' && verdict !== 'stop' ? 'document-lane' : 'code';
  return { verdict, findings, step };
}

function findingOf({ code }: CodecError): FindingCode {
  return code === 'unknown-version' || code === 'unknown-suite' ? code : 'malformed';
}

function canJudge(verifier: Verifier, suite: PublicKey['suite']): boolean {
  return verifier.suites === undefined || verifier.suites.includes(suite);
}
