import { FINDINGS, type FindingCode, type Severity } from '@tongxing/codec';
import { judgeCheck, type schemas, type SeenCode, type Taken } from '@tongxing/contract';

/** A scan as it was answered at the door. */
export interface AnsweredScan {
  readonly verdict: schemas.VerificationResult['verdict'];
  readonly findings: readonly string[];
}

/**
 * Whether a check that is said to have been passed cannot have been: a step of the place is missing in it, or its code was not one to pass
 * by. What a record does not hold, such as degrees and dates of birth, is taken as it is said to have been.
 * @param scan the code that was shown; undefined where the node has none of that id
 */
export function contradictsItself(
  check: schemas.DoorCheck,
  record: schemas.CheckRecord,
  scan: AnsweredScan | undefined,
  isRegistered: boolean,
): boolean {
  if (record.verdict !== 'pass') return false;
  const { basis, document, temperature } = record;
  const { fromAge } = check.exempt;
  // Of an age that is exempt wherever somebody is: a hundred, or born on the day.
  const birthDate = fromAge === null ? dayOfCheck : '1900-01-01';
  const taken: Taken = {
    day: dayOfCheck,
    code: record.scanId === null ? 'none' : seen(basis, scan),
    document,
    temperature: { ordinary: 36.5, fever: 42, 'not-taken': null }[temperature],
    lookup: basis === 'document' ? 'pass' : null,
    exemption: basis === 'exemption' ? { birthDate } : null,
    registered: basis === 'manual' && isRegistered,
  };
  const judged = judgeCheck(check, taken);
  return judged.verdict !== 'pass' || judged.basis !== basis;
}

const dayOfCheck = '2000-01-01';

function seen(basis: schemas.CheckBasis, scan: AnsweredScan | undefined): SeenCode | null {
  if (scan === undefined) return null;
  const findings = scan.findings.filter(isCode).map((code) => ({ code, severity: severityOf(code, scan) }));
  // Of paper, the colour that was told at the door stands nowhere.
  const kind = basis === 'paper-code' ? 'paper' : 'phone';
  return { kind, verdict: scan.verdict, findings, colour: kind === 'paper' ? 'green' : null };
}

function isCode(code: string): code is FindingCode {
  return Object.hasOwn(FINDINGS, code);
}

/** As far as the verdict shows that it weighed. */
function severityOf(code: FindingCode, { verdict }: AnsweredScan): Severity {
  const { severity } = FINDINGS[code];
  if (verdict === 'pass') return 'note';
  return verdict === 'cannot-tell' && severity === 'stop' ? 'cannot-tell' : severity;
}
