import { useState } from 'react';
import type { LegEntered } from '@/forms/leg-times';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { Button, Card } from '@/ui/kit';
import { dayOf } from '@/words/times';
import { LegEditor } from './leg-editor';

/** As many as one declaration takes. */
const mostLegs = 8;

interface LegListProps {
  readonly legs: readonly LegEntered[];
  /** This province. */
  readonly here: string | undefined;
  readonly onChange: (legs: readonly LegEntered[]) => void;
}

/** The legs of a trip, one after the other; the next begins when the one before it has ended. */
export function LegList({ legs, here, onChange }: LegListProps) {
  const t = useWords();
  const [adding, setAdding] = useState(false);
  const last = legs[legs.length - 1];
  if (adding) {
    return (
      <LegEditor
        notBefore={last?.leave}
        here={here}
        onDone={(leg) => {
          setAdding(false);
          if (leg !== undefined) onChange([...legs, leg]);
        }}
      />
    );
  }
  return (
    <Card title={t('要去的地方', 'Where you go')}>
      <ol className="list">
        {legs.map((leg, position) => (
          <li key={`${leg.division} ${leg.arrive} ${position}`} className="list-item">
            <span className="list-text">
              <DivisionName code={leg.division} />
              <span className="fine">
                {dayOf(t, leg.arrive)} – {dayOf(t, leg.leave)} ·{' '}
                {leg.kind === 'transit'
                  ? t('只途经', 'passing through')
                  : leg.handOn
                    ? t('转交申报', 'handed on')
                    : t('停留', 'a stay')}
              </span>
            </span>
            <Button
              kind="quiet"
              name={t('删除这一站', 'Remove this leg')}
              onClick={() => onChange(legs.filter((_, place) => place !== position))}
            >
              {t('删除', 'Remove')}
            </Button>
          </li>
        ))}
      </ol>
      {legs.length === 0 && <p>{t('还没有添加。', 'None yet.')}</p>}
      {legs.length < mostLegs && (
        <Button kind="plain" onClick={() => setAdding(true)}>
          {legs.length === 0 ? t('添加第一站', 'Add the first') : t('添加下一站', 'Add the next')}
        </Button>
      )}
    </Card>
  );
}
