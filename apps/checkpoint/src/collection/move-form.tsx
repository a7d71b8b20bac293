import { isRefused, type MoveReason, type Tube } from '@tongxing/device/collection';
import { useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { reasons } from './words.ts';

interface Props {
  readonly who: string;
  readonly from: string;
  readonly tubes: readonly Tube[];
  readonly move: (to: string, reason: MoveReason) => void;
  /** She was not sampled after all. */
  readonly takeOut: () => void;
  readonly back: () => void;
}

/** Somebody goes to another tube: which, and why. */
export function MoveForm({ who, from, tubes, move, takeOut, back }: Props) {
  const t = useWords();
  const [to, setTo] = useState<string>();
  const others = tubes
    .filter(({ tube, told, samples, size }) => tube !== from && !isRefused(told) && samples.length < size)
    .toReversed();
  return (
    <section class="page">
      <h2>{t(`更正 ${who}`, `Correct ${who}`)}</h2>
      {others.length === 0 && (
        <p class="trouble">
          {t(
            '本机没有另一支未满的采样管。请先回到采样,扫一支新管,再来移动;这位仍登记在原管。',
            'There is no other tube with room on this device. Begin a new one first, then come back; they stay registered where they are.',
          )}
        </p>
      )}
      {others.length > 0 && (
        <fieldset class="choices">
          <legend>{t('移到哪一管', 'To which tube')}</legend>
          {others.map(({ tube, samples, size }) => (
            <button key={tube} class="button" type="button" aria-pressed={to === tube} onClick={() => setTo(tube)}>
              {tube} ({samples.length} / {size})
            </button>
          ))}
        </fieldset>
      )}
      {to !== undefined && (
        <fieldset class="choices">
          <legend>{t('为什么移动', 'Why')}</legend>
          {(Object.keys(reasons) as MoveReason[]).map((reason) => (
            <button key={reason} class="button" type="button" onClick={() => move(to, reason)}>
              {t.say(reasons[reason])}
            </button>
          ))}
        </fieldset>
      )}
      <button class="button" type="button" onClick={takeOut}>
        {t('没有采样,从本管移除', 'Not sampled: take out of this tube')}
      </button>
      <button class="button quiet" type="button" onClick={back}>
        {t('返回', 'Back')}
      </button>
    </section>
  );
}
