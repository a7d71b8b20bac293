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
            onClick={() => setWhole(degree)}
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
