import type { schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { DivisionPicker } from '@/ui/division-picker';
import { Button, Card } from '@/ui/kit';
import { DayPicker } from './day-picker';
import { days, stayOf } from './stays';

interface StayEditorProps {
  /** The place of the stay that is changed; absent: a new one. */
  readonly place?: string;
  readonly onDone: (stay?: schemas.Stay) => void;
}

/** One stay: where, since which day, until which day. */
export function StayEditor({ place, onDone }: StayEditorProps) {
  const t = useWords();
  const [division, setDivision] = useState(place);
  const [from, setFrom] = useState<number>();
  const now = Date.now();
  const cancel = (
    <Button kind="quiet" onClick={() => onDone()}>
      {t('取消', 'Cancel')}
    </Button>
  );
  if (division === undefined) {
    return (
      <Card title={t('去过哪里', 'Which place')}>
        <DivisionPicker least="county" onPick={setDivision} />
        {cancel}
      </Card>
    );
  }
  const picked = from === undefined ? setFrom : (to: number) => onDone(stayOf(division, from, to, now));
  const choices = from === undefined ? days(now) : days(now).filter((day) => day >= from);
  return (
    <Card title={from === undefined ? t('哪天到的', 'Since which day') : t('哪天离开的', 'Until which day')}>
      <div className="picker-way">
        <DivisionName code={division} />
        <Button kind="quiet" onClick={() => setDivision(undefined)}>
          {t('换一个地方', 'Another place')}
        </Button>
      </div>
      <DayPicker days={choices} onPick={picked} />
      {cancel}
    </Card>
  );
}
