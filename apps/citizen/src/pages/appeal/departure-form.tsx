import { now } from '@/phone/code';
import type { AppealDraft } from '@/store/kept';
import { useWords } from '@/store/hooks';
import { Card, Choice, Field } from '@/ui/kit';
import type { Bilingual } from '@/words/language';
import { dayOf, startOfDay } from '@/words/times';

type Departure = NonNullable<AppealDraft['departure']>;

const modes: Readonly<Record<Departure['mode'], Bilingual>> = {
  train: { zh: '火车', en: 'Train' },
  flight: { zh: '飞机', en: 'Flight' },
  coach: { zh: '客车', en: 'Coach' },
  ship: { zh: '轮船', en: 'Ship' },
};
const daysAhead = 3;
const [hourMs, minuteMs] = [3_600_000, 60_000];

interface DepartureFormProps {
  readonly departure: Departure | undefined;
  readonly onChange: (departure: Departure | undefined) => void;
}

/** A journey that begins soon, as it stands on the ticket. */
export function DepartureForm({ departure, onChange }: DepartureFormProps) {
  const t = useWords();
  const today = startOfDay(now());
  return (
    <Card title={t('马上要出发吗', 'Are you about to leave')}>
      <Choice
        name={t('我很快要出发', 'I leave soon')}
        more={t('凭车次或航班走紧急通道', 'With a ticket it goes the urgent way')}
        on={departure !== undefined}
        onChange={(on) => onChange(on ? { mode: 'train', number: '', day: today, time: '' } : undefined)}
      />
      {departure !== undefined && (
        <>
          <div className="days">
            {(Object.keys(modes) as Departure['mode'][]).map((mode) => (
              <Choice
                key={mode}
                kind="radio"
                name={t.say(modes[mode])}
                on={departure.mode === mode}
                onChange={() => onChange({ ...departure, mode })}
              />
            ))}
          </div>
          <Field
            name={t('车次、航班号或船次', 'Number on the ticket')}
            hint="G1234, MU5101 …"
            value={departure.number}
            maxLength={10}
            onInput={(number) => onChange({ ...departure, number: number.trim().toUpperCase() })}
          />
          <div className="days">
            {Array.from({ length: daysAhead }, (_, ahead) => startOfDay(now(), -ahead)).map((day) => (
              <Choice
                key={day}
                kind="radio"
                name={dayOf(t, day)}
                on={departure.day === day}
                onChange={() => onChange({ ...departure, day })}
              />
            ))}
          </div>
          <Field
            name={t('发车时间', 'Time of departure')}
            hint={t('四位数字,如 0815', 'Four digits, such as 0815')}
            kind="number"
            value={departure.time}
            maxLength={5}
            onInput={(time) => onChange({ ...departure, time })}
          />
        </>
      )}
    </Card>
  );
}

/** Milliseconds since 1970; undefined while it is not written in full. */
export function departureAt({ number, day, time }: Departure): number | undefined {
  const [, hours, minutes] = /^(\d{1,2})[::]?(\d{2})$/.exec(time.trim()) ?? [];
  if (day === undefined || !/^[A-Z0-9]{1,10}$/.test(number) || hours === undefined || minutes === undefined)
    return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return day + Number(hours) * hourMs + Number(minutes) * minuteMs;
}
