/** What a finding may rest on; another finding may put it in doubt. */
export type Ground =
  /** The trust list says who may sign, and is in force. */
  | 'keys'
  /** The reader's clock and the phone's agree. */
  | 'clock'
  /** What the strip says is still so. */
  | 'currency';

export type Severity = 'stop' | 'cannot-tell' | 'note';

interface FindingMeaning {
  readonly severity: Severity;
  /** A stop on doubted ground is only `cannot-tell`. */
  readonly restsOn?: readonly Ground[];
  readonly doubts?: readonly Ground[];
}

/**
 * Every finding and what it means: the one place that decides. Signature and shape findings rest on nothing but the code
 * itself, so nothing softens them. `cannot-tell` findings never become a stop: who cannot be judged is not guilty.
 */
export const FINDINGS = {
  /** Not a code of this system, damaged, or with something added. */
  malformed: { severity: 'stop' },
  'unknown-version': { severity: 'cannot-tell' },
  'unknown-suite': { severity: 'cannot-tell' },
  /** The platform's cryptography failed to answer. */
  'verifier-failed': { severity: 'cannot-tell' },

  'trust-list-missing': { severity: 'cannot-tell' },
  'trust-list-expired': { severity: 'cannot-tell', doubts: ['keys'] },
  /** The key may have been published after the reader last looked. */
  'trust-list-behind': { severity: 'cannot-tell' },
  'untrusted-issuer': { severity: 'stop', restsOn: ['keys'] },
  'unknown-key': { severity: 'stop', restsOn: ['keys'] },
  /** A key for another use, or of a node that may not speak for this division. */
  'key-not-allowed': { severity: 'stop', restsOn: ['keys'] },
  'key-not-current': { severity: 'stop', restsOn: ['keys', 'clock'] },
  'bad-issuer-signature': { severity: 'stop' },
  'bad-holder-signature': { severity: 'stop' },

  /** Two clocks contradict each other; which one is wrong cannot be seen from here. */
  'clock-wrong': { severity: 'cannot-tell', doubts: ['clock', 'currency'] },
  /** The reader's own clock differs from its node's: nobody else's time can be judged by it. */
  'reader-clock-wrong': { severity: 'cannot-tell', doubts: ['clock', 'currency'] },
  'not-yet-valid': { severity: 'stop', restsOn: ['keys', 'clock'] },
  expired: { severity: 'stop', restsOn: ['keys', 'clock'] },
  /** A stop or a note, as the profile says. */
  'stale-display': { severity: 'stop', restsOn: ['keys', 'clock'] },

  'status-uri-foreign': { severity: 'cannot-tell', doubts: ['currency'] },
  /** Final: a revoked index never comes back, so the age of the list does not matter. */
  revoked: { severity: 'stop', restsOn: ['keys'] },
  'ask-node': { severity: 'cannot-tell', doubts: ['currency'] },
  'status-unknown': { severity: 'cannot-tell', doubts: ['currency'] },
  'too-old': { severity: 'cannot-tell', doubts: ['currency'] },

  'foreign-code': { severity: 'note' },
  /** The same display was shown at another place a moment ago. Only a node, which hears of all scans, can find it. */
  'shown-elsewhere': { severity: 'note' },
  /** She may move for some hours although her code is yellow. Only her node knows. */
  'movement-permit': { severity: 'note' },
  'out-of-scope': { severity: 'cannot-tell' },
  'colour-yellow': { severity: 'stop', restsOn: ['keys', 'clock', 'currency'] },
  'colour-red': { severity: 'stop', restsOn: ['keys', 'clock', 'currency'] },
  'colour-pending': { severity: 'cannot-tell' },
  'paper-needs-document': { severity: 'cannot-tell' },
} as const satisfies Readonly<Record<string, FindingMeaning>>;

export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
}

export type Verdict = 'pass' | 'stop' | 'cannot-tell';

/** The grounds that `codes` put in doubt. */
export function doubtedBy(codes: Iterable<FindingCode>): ReadonlySet<Ground> {
  const doubted = new Set<Ground>();
  for (const code of codes) for (const ground of meaningOf(code).doubts ?? []) doubted.add(ground);
  return doubted;
}

/** Gives each code its severity: the table's, except that a stop on doubted ground is `cannot-tell`. */
export function weigh(codes: readonly FindingCode[], staleDisplay: 'stop' | 'pass'): Finding[] {
  const doubted = doubtedBy(codes);
  return codes.map((code) => {
    const { severity, restsOn } = meaningOf(code);
    if (code === 'stale-display' && staleDisplay === 'pass') return { code, severity: 'note' };
    const shaken = severity === 'stop' && (restsOn ?? []).some((ground) => doubted.has(ground));
    return { code, severity: shaken ? 'cannot-tell' : severity };
  });
}

/** The worst severity decides. Passing also needs a green colour: the absence of findings is never enough. */
export function verdictOf(findings: readonly Finding[], isGreen: boolean): Verdict {
  if (findings.some((finding) => finding.severity === 'stop')) return 'stop';
  if (findings.some((finding) => finding.severity === 'cannot-tell')) return 'cannot-tell';
  return isGreen ? 'pass' : 'cannot-tell';
}

function meaningOf(code: FindingCode): FindingMeaning {
  return FINDINGS[code];
}
