/**
 * Every problem a caller can be answered with (RFC 9457): its HTTP status, what happened, and what to do, in both languages.
 * `cure` says what to do next and, where something was sent, that it was kept or that nothing was stored.
 */
export interface ProblemText {
  readonly title: string;
  readonly cure: string;
}

export interface ProblemDefinition {
  readonly status: number;
  readonly zh: ProblemText;
  readonly en: ProblemText;
}

/** @param zh title and cure; @param en the same */
export function define(status: number, zh: [string, string], en: [string, string]): ProblemDefinition {
  return { status, zh: { title: zh[0], cure: zh[1] }, en: { title: en[0], cure: en[1] } };
}
