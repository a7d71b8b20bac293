import type { schemas } from '@tongxing/contract';
import { useEffect, useState } from 'react';
import { useWords } from '@/store/hooks';
import { Card, Rows } from '@/ui/kit';
import type { Speaker } from '@/words/language';
import { dayAndTime, left } from '@/words/times';

const minuteMs = 60_000;

interface WayToGreenProps {
  readonly told: schemas.Explanation;
  readonly at: number;
}

/** When it turns green at the earliest, counted down; and the steps until then. */
export function WayToGreen({ told, at }: WayToGreenProps) {
  const t = useWords();
  const current = useMinutes(at);
  if (told.toGreen === null) return undefined;
  const { own, waiting, lifted } = told.toGreen;
  const shown = own ?? waiting;
  const isSooner = own !== null && waiting !== null && Date.parse(own.greenAt) < Date.parse(waiting.greenAt);
  return (
    <Card title={t('什么时候转绿', 'When it turns green')}>
      {shown === null ? (
        <p>
          {t(
            '现在还推算不出日期。完成下面的事项后会重新判定。',
            'No date can be told yet. The colour is decided anew once the points below are done.',
          )}
        </p>
      ) : (
        <>
          <p className="countdown" role="timer">
            <span className="countdown-left">{left(t, Date.parse(shown.greenAt) - current)}</span>
            <span>{dayAndTime(t, shown.greenAt)}</span>
          </p>
          <Steps way={shown} />
        </>
      )}
      {(isSooner || lifted !== null) && (
        <Rows
          rows={[
            isSooner && waiting !== null
              ? [t('什么都不做', 'If you do nothing'), dayAndTime(t, waiting.greenAt)]
              : undefined,
            lifted === null ? undefined : [t('或者', 'Or'), `${stepWords(t, lifted)}${t.say(lifted.text)}`],
          ]}
        />
      )}
    </Card>
  );
}

function stepWords(t: Speaker, { steps }: schemas.Way): string {
  return steps.map(({ text }) => t.say(text)).join(t('', ' ')) + t('', ' ');
}

function Steps({ way }: { readonly way: schemas.Way }) {
  const t = useWords();
  if (way.steps.length === 0) return <p>{t.say(way.text)}</p>;
  return (
    <ol className="list">
      {way.steps.map((step, place) => (
        <li key={`${place} ${step.kind}`} className="list-item">
          {t.say(step.text)}
        </li>
      ))}
    </ol>
  );
}

/** The time, a minute at a step. */
function useMinutes(first: number): number {
  const [at, setAt] = useState(first);
  useEffect(() => {
    const ticking = setInterval(() => setAt((before) => before + minuteMs), minuteMs);
    return () => clearInterval(ticking);
  }, []);
  return at;
}
