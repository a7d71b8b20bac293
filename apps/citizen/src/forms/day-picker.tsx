import { useWords } from '@/store/hooks';
import { dayOf, weekdayOf } from '@/words/times';

/** One of a few days. */
export function DayPicker({
  days,
  onPick,
}: {
  readonly days: readonly number[];
  readonly onPick: (day: number) => void;
}) {
  const t = useWords();
  return (
    <div className="days">
      {days.map((day) => (
        <button key={day} type="button" className="day" onClick={() => onPick(day)}>
          <span>{dayOf(t, day)}</span>
          <span className="fine">{weekdayOf(t, day)}</span>
        </button>
      ))}
    </div>
  );
}
