import type { FallbackLine, FallbackOrder } from './fallback-order.ts';
import { AS_OF_HARD_LIMIT, type VerificationRules } from './verification-context.ts';
import type { Colour } from './strip-claims.ts';
import type { FindingCode, Severity, Verdict } from './verification-findings.ts';
import type { Verification } from './verification.ts';

/** What has been done at the door while the order applies. What is absent has not been done. */
export interface FallbackSeen {
  /** The code, verified by `fallbackRules`; absent for somebody without one. The colour is the strip's own, null where none was verified. */
  readonly code?: Pick<Verification, 'verdict'> & {
    readonly findings: readonly { readonly code: string; readonly severity: Severity }[];
    readonly colour: Colour | null;
  };
  readonly document?: 'matches' | 'differs' | 'unreadable';
  readonly temperature?: 'ordinary' | 'fever';
}

export interface FallbackAnswer {
  readonly verdict: Verdict;
  /** What it rests on; null where the order has nothing for this person here. */
  readonly on: FallbackLine['on'] | null;
  /** What is still to do before anybody passes. */
  readonly next: 'document' | 'temperature' | null;
}

/** What only the node's silence keeps from being told. Anything else found in a code stays what it is. */
const SILENCE: ReadonlySet<string> = new Set<FindingCode>([
  'status-unknown',
  'too-old',
  'trust-list-expired',
  'trust-list-behind',
  'paper-needs-document',
]);

/** The rules by which codes are verified at a place while the order applies: an older answer counts, never one of over a day. */
export function fallbackRules(rules: VerificationRules, order: FallbackOrder, place: string): VerificationRules {
  if (lineFor(order, 'strip', place) === undefined) return rules;
  const asOfLimit = Math.min(Math.max(rules.asOfLimit, order.stripSeconds), AS_OF_HARD_LIMIT);
  return { ...rules, asOfLimit };
}

/**
 * The answer at a place while the order applies: a code that passes, else a document where the order has a line for it. What stops,
 * stops: the order is for what cannot be told, and lets nobody pass whose strip shows another colour than green.
 */
export function judgeByFallback(order: FallbackOrder, place: string, seen: FallbackSeen): FallbackAnswer {
  const { code, document, temperature } = seen;
  if (code?.verdict === 'stop') return { verdict: 'stop', on: null, next: null };
  const on = code?.verdict === 'pass' ? 'strip' : 'document';
  const line = lineFor(order, on, place);
  // A code that passes by the usual rules needs no line of the order.
  if (on === 'document' && (line === undefined || !isLiftable(code))) return unable(null);
  if (document === 'differs' || temperature === 'fever') return { verdict: 'stop', on, next: null };
  if (on === 'document' && document !== 'matches') return unable(on, 'document');
  if (line?.temperature === true && temperature !== 'ordinary') return unable(on, 'temperature');
  return { verdict: 'pass', on, next: null };
}

function unable(on: FallbackAnswer['on'], next: FallbackAnswer['next'] = null): FallbackAnswer {
  return { verdict: 'cannot-tell', on, next };
}

function lineFor({ lines }: FallbackOrder, on: FallbackLine['on'], place: string): FallbackLine | undefined {
  return lines.find((line) => line.on === on && (line.places.length === 0 || line.places.includes(place)));
}

function isLiftable(code: FallbackSeen['code']): boolean {
  if (code === undefined) return true;
  const grave = code.findings.filter(({ severity }) => severity !== 'note');
  return (code.colour === null || code.colour === 'green') && grave.every((finding) => SILENCE.has(finding.code));
}
