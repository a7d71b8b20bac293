import type { Verdict } from '@tongxing/codec';
import { type CheckFinding, judgeStanding, type Standing, type Taken } from './door-standing.ts';
import { guardWords } from './guard-words.ts';
import type { Bilingual } from './schemas/basics.ts';
import type { CheckBasis, CheckRecord, CheckStep, DoorCheck } from './schemas/door-check.ts';

/** What a guard may try where the code is missing or cannot be judged. */
export type WayOut = 'document-lookup' | 'exemption' | 'manual-lane';

export interface CheckJudgement {
  readonly verdict: Verdict;
  readonly basis: CheckBasis;
  /** Those that stop first, then those that leave it open, then notes. */
  readonly findings: readonly CheckFinding[];
  /** The step to do now; null where none is left, or none would change the verdict. */
  readonly next: CheckStep | null;
  readonly ways: readonly WayOut[];
  /** What the guard does and says. */
  readonly say: Bilingual;
}

/** No living person is colder: the reading is wrong. °C */
const coldest = 34;

/**
 * Turns what was seen of one person at a door into the answer; the same at a checkpoint without a network and on the node. It passes only
 * when code or stand-in hold, every step of the place is done, and nothing was found that stops or leaves it open.
 */
export function judgeCheck(check: DoorCheck, taken: Taken): CheckJudgement {
  const standing = judgeStanding(check, taken);
  const found = [...judgeTemperature(check, taken), ...judgeDocument(check, taken), ...standing.findings];
  const findings = [...of(found, 'stop'), ...of(found, 'cannot-tell'), ...of(found, 'note')];
  const grave = findings.find(({ severity }) => severity !== 'note');
  const next = grave === undefined ? (stepsOf(check, standing).find((step) => !isDone(step, taken)) ?? null) : null;
  const verdict = verdictOf(grave, standing.stands && next === null);
  const judged = { verdict, basis: standing.basis, findings, next };
  return { ...judged, ways: waysOut(check, taken, standing, verdict), say: sayOf(check, judged) };
}

const of = (findings: readonly CheckFinding[], wanted: CheckFinding['severity']) =>
  findings.filter(({ severity }) => severity === wanted);

function verdictOf(grave: CheckFinding | undefined, isComplete: boolean): Verdict {
  if (grave === undefined) return isComplete ? 'pass' : 'cannot-tell';
  return grave.severity === 'stop' ? 'stop' : 'cannot-tell';
}

function judgeTemperature({ feverFrom }: DoorCheck, { temperature }: Taken): CheckFinding[] {
  if (temperature === null) return [];
  // Not a number fails both comparisons, and is then no reading.
  if (temperature !== 'not-taken' && temperature >= feverFrom) return [{ code: 'fever', severity: 'stop' }];
  if (temperature !== 'not-taken' && temperature >= coldest) return [];
  return [{ code: 'temperature-not-taken', severity: 'cannot-tell' }];
}

function judgeDocument({ documentWays }: DoorCheck, { document }: Taken): CheckFinding[] {
  if (document === null) return [];
  if (document.outcome === 'differs') return [{ code: 'person-differs', severity: 'stop' }];
  if (!documentWays.includes(document.way)) return [{ code: 'document-way-not-taken', severity: 'cannot-tell' }];
  return document.outcome === 'matches' ? [] : [{ code: 'document-unreadable', severity: 'cannot-tell' }];
}

/** The steps of the place in its order, then what the basis asks for beside. */
function stepsOf({ steps }: DoorCheck, { needs }: Standing): CheckStep[] {
  return [...new Set([...steps, ...needs])];
}

function isDone(step: CheckStep, taken: Taken): boolean {
  return taken[step] !== null;
}

function waysOut(check: DoorCheck, taken: Taken, { stands }: Standing, verdict: Verdict): WayOut[] {
  if (stands || verdict !== 'cannot-tell' || taken.code === null) return [];
  const { fromAge, underAge } = check.exempt;
  const open: Record<WayOut, boolean> = {
    'document-lookup': check.documentLookup && taken.lookup === null,
    exemption: (fromAge !== null || underAge !== null) && taken.exemption === null,
    'manual-lane': check.manualLane,
  };
  return (Object.keys(open) as WayOut[]).filter((way) => open[way]);
}

const stepWords: Readonly<Record<CheckStep, Bilingual>> = {
  code: { zh: '请扫对方的健康码。请对方出示健康码。', en: 'Scan the health code. Ask them to show it.' },
  document: {
    zh: '请核对证件:人、证、码一致。请对方出示证件。',
    en: 'Compare person, document and code. Ask for the document.',
  },
  temperature: { zh: '请测体温。请对方稍停。', en: 'Take the temperature. Ask them to stand still.' },
};

const passed: Bilingual = { zh: '请通行。', en: 'They may pass.' };

function sayOf(check: DoorCheck, { verdict, findings, next, basis }: Omit<CheckJudgement, 'ways' | 'say'>): Bilingual {
  const [gravest] = findings;
  if (next !== null) return stepWords[next];
  if (verdict !== 'pass') return gravest === undefined ? stepWords.code : wordsOf(check, gravest);
  if (basis === 'exemption') return check.exempt.say;
  if (findings.some(({ code }) => code === 'movement-permit')) return wordsOf(check, { code: 'movement-permit' });
  if (basis !== 'code' && basis !== 'paper-code') return passed;
  const colour = findings.find(({ code }) => code === 'colour-red' || code === 'colour-yellow');
  return colour === undefined ? passed : wordsOf(check, colour);
}

function wordsOf(check: DoorCheck, { code }: Pick<CheckFinding, 'code'>): Bilingual {
  const ofPlace: Partial<Record<CheckFinding['code'], Bilingual>> = {
    'colour-yellow': check.yellow.say,
    'colour-red': check.red.say,
    fever: check.fever,
    'person-differs': check.personDiffers,
  };
  const { next, say } = guardWords[code];
  return ofPlace[code] ?? { zh: next.zh + say.zh, en: `${next.en} ${say.en}` };
}

/** What is kept of a finished check: of a temperature only whether it was a fever. */
export function recordCheck(
  check: DoorCheck,
  taken: Taken,
  about: Pick<CheckRecord, 'checkId' | 'checkedAt' | 'shiftId' | 'scanId'>,
): CheckRecord {
  const { verdict, basis, findings } = judgeCheck(check, taken);
  const codes = findings.map(({ code }) => code);
  const isOrdinary = taken.temperature !== null && !codes.includes('temperature-not-taken');
  const temperature = codes.includes('fever') ? 'fever' : isOrdinary ? 'ordinary' : 'not-taken';
  return { ...about, basis, document: taken.document, temperature, verdict, findings: [...new Set(codes)] };
}
