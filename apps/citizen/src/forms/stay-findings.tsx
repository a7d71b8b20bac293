import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { dayOf } from '@/words/times';
import type { EnteredStay, StayFinding } from './check-stays';

interface StayFindingsProps {
  readonly findings: readonly StayFinding[];
  readonly stays: readonly EnteredStay[];
}

/** Days of which nothing is said, and two places at once: said while she enters them, and no reason to hold her up. */
export function StayFindings({ findings, stays }: StayFindingsProps) {
  const t = useWords();
  return (
    <div role="status" className="rows">
      {findings.map((found) => {
        if (found.kind === 'too-early') return undefined;
        if (found.kind === 'gap') {
          const [from, to] = [dayOf(t, found.from), dayOf(t, found.to)];
          return (
            <p key={`gap ${found.from}`} className="notice">
              {t(
                `${from}至${to}没有填写。去过别处请添加;一直在家也请填上。`,
                `Nothing is said of ${from} to ${to}. Please add where you were, also if it was home.`,
              )}
            </p>
          );
        }
        const [one, other] = [stays[found.position], stays[found.other]];
        return one === undefined || other === undefined ? undefined : (
          <p key={`both ${found.position} ${found.other}`} className="notice">
            <DivisionName code={one.division} />
            {t('和', ' and ')}
            <DivisionName code={other.division} />
            {t('的日子重叠了一天以上,请核对。', ' overlap by more than a day: please check.')}
          </p>
        );
      })}
    </div>
  );
}
