import type { FindingCode, Severity, Verdict } from '@tongxing/codec';
import type { DoorFindingCode } from './door-findings.ts';
import type { Colour } from './schemas/basics.ts';
import type { CheckBasis, CheckStep, DoorCheck, DocumentOutcome } from './schemas/door-check.ts';

export interface CheckFinding {
  readonly code: FindingCode | DoorFindingCode;
  readonly severity: Severity;
}

/** A code as verification saw it, with or without a network. */
export interface SeenCode {
  readonly kind: 'phone' | 'paper';
  readonly verdict: Verdict;
  readonly findings: readonly { readonly code: string; readonly severity: Severity }[];
  /** Of paper, the colour that its node told; null where nobody could be asked. */
  readonly colour: Colour | null;
}

/** What was done with one person so far. What has not been done yet is null. */
export interface Taken {
  /** The day at the door, YYYY-MM-DD: ages are counted on it. */
  readonly day: string;
  /** `none`: she has no code to show. */
  readonly code: SeenCode | 'none' | null;
  readonly document: DocumentOutcome | null;
  /** °C as it was read; `not-taken`: it was tried in vain. */
  readonly temperature: number | 'not-taken' | null;
  /** What the node answered when it was asked by document. */
  readonly lookup: Verdict | null;
  /** By the date of birth on her document, YYYY-MM-DD. */
  readonly exemption: { readonly birthDate: string } | null;
  /** Whether she was written down in the lane for registration by hand. */
  readonly registered: boolean;
}

/** Whether she may enter as far as code and colour go, and what that rests on. */
export interface Standing {
  readonly basis: CheckBasis;
  /** Without it nothing passes, however little was found. */
  readonly stands: boolean;
  readonly findings: readonly CheckFinding[];
  /** Steps that this basis asks for, whatever the place does otherwise. */
  readonly needs: readonly CheckStep[];
}

/**
 * What takes the place of a code: first what the node says of the document, then exemption by age, then registration by hand. It stands
 * in for a code that is not there or cannot be judged, never for one that stops.
 */
export function judgeStanding(check: DoorCheck, taken: Taken): Standing {
  const shown = judgeShown(check, taken.code);
  const asked = judgeLookup(taken.lookup);
  const stops = [...shown.findings, ...asked].some(({ severity }) => severity === 'stop');
  if (stops || taken.code === null) return { ...shown, findings: [...shown.findings, ...asked] };
  // A code that holds is not undone by a question that nobody could answer.
  if (shown.stands) return { ...shown, findings: [...shown.findings, ...asked.map(asNote)] };
  const standIn = judgeStandIn(check, taken);
  if (standIn === null) return { ...shown, findings: [...shown.findings, ...asked] };
  if (!standIn.stands) return { ...shown, findings: [...standIn.findings, ...shown.findings, ...asked] };
  const set = [...shown.findings, ...asked].map(asNote);
  return { ...standIn, findings: [...standIn.findings, ...set] };
}

const asNote = ({ code }: CheckFinding): CheckFinding => ({ code, severity: 'note' });

function judgeShown(check: DoorCheck, code: Taken['code']): Standing {
  if (code === null) return { basis: 'code', stands: false, findings: [], needs: ['code'] };
  if (code === 'none') return { basis: 'code', stands: false, findings: [cannotTell('no-code')], needs: [] };
  const found = judgeCode(check, code);
  const isGrave = found.some(({ severity }) => severity !== 'note');
  if (code.kind === 'paper') return { basis: 'paper-code', stands: !isGrave, findings: found, needs: ['document'] };
  return { basis: 'code', stands: !isGrave, findings: found, needs: [] };
}

/** What verification found, with the colour judged by the rule of the place. */
function judgeCode(check: DoorCheck, { kind, verdict, findings, colour }: SeenCode): CheckFinding[] {
  // The document is a step of the check: whoever shows paper does it.
  const weighed = (findings as readonly CheckFinding[]).filter(({ code }) => code !== 'paper-needs-document');
  const judged = weighed.map((finding) => byLocalRule(check, finding));
  if (judged.some(({ severity }) => severity !== 'note')) return judged;
  if (kind === 'paper') return [...judged, ...colourOfPaper(check, colour)];
  const explained = weighed.some(({ code, severity }) => isColour(code) && severity === 'stop');
  // A verdict without a reason is not believed to be better than it says.
  return verdict === 'pass' || explained ? judged : [...judged, { code: 'verifier-failed', severity: verdict }];
}

function byLocalRule(check: DoorCheck, finding: CheckFinding): CheckFinding {
  const { code, severity } = finding;
  if (severity !== 'stop' || !isColour(code)) return finding;
  const { verdict } = code === 'colour-yellow' ? check.yellow : check.red;
  return verdict === 'pass' ? { code, severity: 'note' } : finding;
}

function isColour(code: string): code is 'colour-yellow' | 'colour-red' {
  return code === 'colour-yellow' || code === 'colour-red';
}

function colourOfPaper(check: DoorCheck, colour: Colour | null): CheckFinding[] {
  switch (colour) {
    case 'green':
      return [];
    case 'yellow':
    case 'red':
      return [byLocalRule(check, { code: `colour-${colour}`, severity: 'stop' })];
    case 'pending':
      return [cannotTell('colour-pending')];
    case null:
      return [cannotTell('paper-colour-unknown')];
  }
}

function judgeLookup(lookup: Verdict | null): CheckFinding[] {
  if (lookup === 'stop') return [{ code: 'lookup-stop', severity: 'stop' }];
  return lookup === 'cannot-tell' ? [cannotTell('lookup-cannot-tell')] : [];
}

function judgeStandIn(check: DoorCheck, { lookup, exemption, registered, day }: Taken): Standing | null {
  if (lookup === 'pass' && check.documentLookup) {
    return { basis: 'document', stands: true, findings: [], needs: ['document'] };
  }
  if (exemption !== null && isExempt(check, ageOn(exemption.birthDate, day))) {
    const findings = [{ code: 'exempt', severity: 'note' } as const];
    return { basis: 'exemption', stands: true, findings, needs: ['document', 'temperature'] };
  }
  if (registered && check.manualLane) {
    const findings = [{ code: 'registered-by-hand', severity: 'note' } as const];
    return { basis: 'manual', stands: true, findings, needs: ['document'] };
  }
  if (registered) return refused('no-manual-lane');
  return exemption === null ? null : refused('not-exempt');
}

function refused(code: DoorFindingCode): Standing {
  return { basis: 'code', stands: false, findings: [cannotTell(code)], needs: [] };
}

function isExempt({ exempt: { fromAge, underAge } }: DoorCheck, age: number): boolean {
  return age >= 0 && ((fromAge !== null && age >= fromAge) || (underAge !== null && age < underAge));
}

/** Full years on a day, both YYYY-MM-DD; NaN, which no comparison lets pass, for what is no date. */
function ageOn(birthDate: string, day: string): number {
  const isDate = (text: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
  if (!isDate(birthDate) || !isDate(day)) return Number.NaN;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function cannotTell(code: CheckFinding['code']): CheckFinding {
  return { code, severity: 'cannot-tell' };
}
