import type { schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useWords } from '@/store/hooks';
import { Button, Card } from '@/ui/kit';
import { DivisionName } from '@/ui/division-name';
import { DivisionPicker } from '@/ui/division-picker';
import { dayOf } from '@/words/times';
import { DayPicker } from './day-picker';
import { days, stayOf, windowDays } from './stays';

interface StayListProps {
  readonly stays: readonly schemas.Stay[];
  readonly onChange: (stays: readonly schemas.Stay[]) => void;
}

/** Where she was in the last fourteen days: each stay can be taken out, others added. */
export function StayList({ stays, onChange }: StayListProps) {
  const t = useWords();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Card title={t(`近 ${windowDays} 天在哪里`, `Where you were in the last ${windowDays} days`)}>
        <ul className="list">
          {stays.map((stay, position) => (
            <li key={`${stay.division} ${stay.from}`} className="list-item">
              <span className="list-text">
                <DivisionName code={stay.division} />
                <span className="fine">
                  {dayOf(t, stay.from)} – {dayOf(t, stay.to)}
                </span>
              </span>
              <Button
                kind="quiet"
                name={t('删除这一段', 'Remove this stay')}
                onClick={() => onChange(stays.filter((_, place) => place !== position))}
              >
                {t('删除', 'Remove')}
              </Button>
            </li>
          ))}
        </ul>
        {stays.length === 0 && <p>{t('请至少添加一段。', 'Please add at least one.')}</p>}
        {!adding && (
          <Button kind="plain" onClick={() => setAdding(true)}>
            {t('添加去过的地方', 'Add a place')}
          </Button>
        )}
      </Card>
      {adding && (
        <NewStay
          onDone={(stay) => {
            setAdding(false);
            if (stay !== undefined) onChange([...stays, stay].sort((a, b) => Date.parse(a.from) - Date.parse(b.from)));
          }}
        />
      )}
    </>
  );
}

function NewStay({ onDone }: { readonly onDone: (stay?: schemas.Stay) => void }) {
  const t = useWords();
  const [division, setDivision] = useState<string>();
  const [from, setFrom] = useState<number>();
  const now = Date.now();
  if (division === undefined) {
    return (
      <Card title={t('去过哪里', 'Which place')}>
        <DivisionPicker least="county" onPick={setDivision} />
        <Button kind="quiet" onClick={() => onDone()}>
          {t('取消', 'Cancel')}
        </Button>
      </Card>
    );
  }
  const picked = from === undefined ? setFrom : (to: number) => onDone(stayOf(division, from, to, now));
  const choices = from === undefined ? days(now) : days(now).filter((day) => day >= from);
  return (
    <Card title={from === undefined ? t('哪天到的', 'Since which day') : t('哪天离开的', 'Until which day')}>
      <DivisionName code={division} />
      <DayPicker days={choices} onPick={picked} />
      <Button kind="quiet" onClick={() => onDone()}>
        {t('取消', 'Cancel')}
      </Button>
    </Card>
  );
}
