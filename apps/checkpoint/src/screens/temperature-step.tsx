import type { TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';

const degrees = [35, 36, 37, 38, 39] as const;
const tenths = Array.from({ length: 10 }, (_, tenth) => tenth);

interface Props {
  /** °C */
  readonly feverFrom: number;
  readonly done: (temperature: number | 'not-taken') => void;
}

/** What the thermometer says: degrees are set beforehand to the usual ones, so that one press of the tenths is mostly enough. */
export function TemperatureStep({ feverFrom, done }: Props) {
  const t = useWords();
  const [whole, setWhole] = useState<number>(36);
  // Radio buttons are one stop of the keyboard; arrows choose among them (WAI-ARIA, radio group).
  const move = ({ key, currentTarget }: TargetedKeyboardEvent<HTMLElement>, degree: number) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key] ?? 0;
    const chosen = degrees.find((each) => each === degree + by);
    if (by === 0 || chosen === undefined) return;
    setWhole(chosen);
    const next = by > 0 ? currentTarget.nextElementSibling : currentTarget.previousElementSibling;
    (next as HTMLElement).focus();
  };
  return (
    <div class="thermometer">
      <div class="keys" role="radiogroup" aria-label={t('整度', 'Degrees')}>
        {degrees.map((degree) => (
          <button
            key={degree}
            class={degree === whole ? 'key on' : 'key'}
            type="button"
            role="radio"
            aria-checked={degree === whole}
            tabIndex={degree === whole ? 0 : -1}
            onClick={() => setWhole(degree)}
            onKeyDown={(event) => move(event, degree)}
          >
            {degree}
          </button>
        ))}
      </div>
      <div class="keys" role="group" aria-label={t('小数', 'Tenths')}>
        {tenths.map((tenth) => {
          const value = (whole * 10 + tenth) / 10;
          return (
            <button
              key={tenth}
              class={value >= feverFrom ? 'key fever' : 'key'}
              type="button"
              aria-label={`${value.toFixed(1)} ℃${value >= feverFrom ? t(',发热', ', a fever') : ''}`}
              onClick={() => done(value)}
            >
              .{tenth}
            </button>
          );
        })}
      </div>
      <p class="fine">{t(`${feverFrom.toFixed(1)} ℃ 起为发热`, `A fever from ${feverFrom.toFixed(1)} ℃ on`)}</p>
      <button class="button" type="button" onClick={() => done('not-taken')}>
        {t('测不到', 'No reading')}
      </button>
    </div>
  );
}
