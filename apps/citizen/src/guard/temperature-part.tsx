import { useState } from 'react';
import { useWords } from '@/store/hooks';
import { Button, Card } from '@/ui/kit';

const degrees = [35, 36, 37, 38, 39] as const;
const tenths = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

interface Props {
  /** °C */
  readonly feverFrom: number;
  readonly done: (temperature: number | 'not-taken') => void;
}

/** What the thermometer says: degrees are set beforehand to the usual ones, so that one press of the tenths is mostly enough. */
export function TemperaturePart({ feverFrom, done }: Props) {
  const t = useWords();
  const [whole, setWhole] = useState<number>(36);
  return (
    <Card>
      <div className="guard-keys" role="radiogroup" aria-label={t('整度', 'Degrees')}>
        {degrees.map((degree) => (
          <button
            key={degree}
            type="button"
            role="radio"
            aria-checked={degree === whole}
            className={degree === whole ? 'guard-key on' : 'guard-key'}
            onClick={() => setWhole(degree)}
          >
            {degree}
          </button>
        ))}
      </div>
      <div className="guard-keys">
        {tenths.map((tenth) => {
          const value = (whole * 10 + tenth) / 10;
          const isFever = value >= feverFrom;
          return (
            <button
              key={tenth}
              type="button"
              aria-label={`${value.toFixed(1)} ℃${isFever ? t(',发热', ', a fever') : ''}`}
              className={isFever ? 'guard-key fever' : 'guard-key'}
              onClick={() => done(value)}
            >
              .{tenth}
            </button>
          );
        })}
      </div>
      <p className="fine">{t(`${feverFrom.toFixed(1)} ℃ 起为发热`, `A fever from ${feverFrom.toFixed(1)} ℃ on`)}</p>
      <Button kind="plain" onClick={() => done('not-taken')}>
        {t('测不到', 'No reading')}
      </Button>
    </Card>
  );
}
