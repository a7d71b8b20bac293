import { coversDivision, sameProvince } from './division.ts';
import { liesUnder } from './status-uri.ts';
import type { StripClaims } from './strip-claims.ts';
import type { TrustedNode } from './trust-list.ts';
import { AS_OF_HARD_LIMIT, type StatusAnswer, type VerificationContext } from './verification-context.ts';
import { doubtedBy, type FindingCode } from './verification-findings.ts';

export interface StateJudgement {
  readonly findings: readonly FindingCode[];
  /** The later of the strip's signing and of a status list that confirmed it. */
  readonly asOf: number;
  /** The colour that was judged: the node's own word where it was asked, else the strip's. */
  readonly colour: StripClaims['colour'];
}

/**
 * Judges what a strip with a verified signature says. Comparisons are written so that a missing or absurd number (NaN)
 * fails them: nothing passes by accident.
 */
export function judgeState(
  claims: StripClaims,
  node: TrustedNode,
  displayTime: number | undefined,
  context: VerificationContext,
  before: readonly FindingCode[],
): StateJudgement {
  const status = judgeStatus(claims, node, context);
  const findings = [
    ...judgeTimes(claims, displayTime, status.asOf, context),
    ...status.findings,
    ...judgeScope(claims, node, context),
  ];
  // The colour last: it means something only while all it rests on stands. In doubt it is not reported at all, so that
  // "cannot tell" looks the same for every colour.
  const doubted = doubtedBy([...before, ...findings]);
  return {
    findings: doubted.size === 0 ? [...findings, ...judgeColour(status.colour)] : findings,
    asOf: status.asOf,
    colour: status.colour,
  };
}

function judgeTimes(
  claims: StripClaims,
  displayTime: number | undefined,
  asOf: number,
  { now, clockAhead = 0, rules }: VerificationContext,
): FindingCode[] {
  const findings: FindingCode[] = [];
  if (!(Math.abs(clockAhead) <= rules.displayFuture)) findings.push('reader-clock-wrong');
  const soon = now + rules.displayFuture;
  // A display, or a node's signature, from the future proves that some clock is wrong, perhaps ours.
  const agree = asOf <= soon && (displayTime === undefined || displayTime <= soon);
  if (!agree) findings.push('clock-wrong');
  if (!(claims.notBefore <= soon)) findings.push('not-yet-valid');
  if (!(now < claims.expiresAt)) findings.push('expired');
  if (displayTime !== undefined && !(displayTime >= now - rules.displayPast)) findings.push('stale-display');
  return findings;
}

function judgeStatus(claims: StripClaims, node: TrustedNode, context: VerificationContext): StateJudgement {
  const { uri, idx } = claims.status;
  const { colour } = claims;
  if (!liesUnder(node.baseUrl, uri)) return { findings: ['status-uri-foreign'], asOf: claims.issuedAt, colour };
  const answer = context.statusOf(uri, idx);
  // A superseded or revoked index never becomes valid again, so these count even from a list whose time is over.
  if (answer?.status === 1) return { findings: ['revoked'], asOf: Math.max(claims.issuedAt, answer.asOf), colour };
  const confirmed = isInForce(answer, context.now);
  // The node's own word settles "ask the node", but only while it holds: an old word must not revive an old strip.
  const said = confirmed && colour !== null ? answer.colour : undefined;
  if (answer && answer.status !== 0 && said === undefined)
    return { findings: ['ask-node'], asOf: Math.max(claims.issuedAt, answer.asOf), colour };
  const asOf = confirmed ? Math.max(claims.issuedAt, answer.asOf) : claims.issuedAt;
  if (needsList(claims, context) && !(confirmed && isFresh(answer.asOf, context)))
    return { findings: confirmed ? ['too-old'] : ['status-unknown'], asOf, colour };
  const judged = { asOf, colour: said ?? colour };
  // Paper carries no colour that could grow old; the document decides there.
  if (claims.kind === 'paper' || isFresh(asOf, context)) return { findings: [], ...judged };
  return { findings: confirmed ? ['too-old'] : ['status-unknown', 'too-old'], ...judged };
}

function isInForce(answer: StatusAnswer | undefined, now: number): answer is StatusAnswer {
  return answer !== undefined && (answer.expiresAt === undefined || now < answer.expiresAt);
}

/** Whether the strip is another province's and only a status list can say that it still stands. */
function needsList({ issuer, kind }: StripClaims, { division, rules }: VerificationContext): boolean {
  return rules.foreignListRequired === true && kind !== 'paper' && !sameProvince(issuer, division);
}

function isFresh(asOf: number, { now, rules }: VerificationContext): boolean {
  return now - asOf <= Math.min(rules.asOfLimit, AS_OF_HARD_LIMIT);
}

function judgeScope(claims: StripClaims, node: TrustedNode, { division, rules }: VerificationContext): FindingCode[] {
  if (coversDivision(claims.scope, division)) return [];
  if (sameProvince(claims.issuer, division)) return ['out-of-scope'];
  const own = rules.foreignGreenOf;
  const green = own !== undefined && Object.hasOwn(own, node.division) ? own[node.division] : rules.foreignGreen;
  return green === 'pass' ? ['foreign-code'] : ['foreign-code', 'out-of-scope'];
}

function judgeColour(colour: StripClaims['colour']): FindingCode[] {
  switch (colour) {
    case 'green':
      return [];
    case 'yellow':
      return ['colour-yellow'];
    case 'red':
      return ['colour-red'];
    case 'pending':
      return ['colour-pending'];
    case null:
      return ['paper-needs-document'];
  }
}
