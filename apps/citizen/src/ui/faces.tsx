import { colourSigns } from '@tongxing/contract';
import { now, stripNow } from '@/phone/code';
import { actFor, heldOf } from '@/store/acting';
import { useKept, useWords } from '@/store/hooks';
import { useWorking } from '@/store/working';

/**
 * Herself and those she acts for, side by side: a tap, and the page is about that one. Needs no network. Nothing is shown where there is
 * nobody but herself.
 */
export function Faces() {
  const kept = useKept();
  const t = useWords();
  const working = useWorking();
  const { family, actingFor } = kept;
  if (family.length === 0) return undefined;
  const at = now();
  const everybody = [undefined, ...family.map(({ dependantId }) => dependantId)];
  return (
    <div className="faces" role="radiogroup" aria-label={t('谁的码', 'Whose code')}>
      {everybody.map((whom) => {
        const { me, strips, code, health } = heldOf(kept, whom);
        const isShown = stripNow(strips, at) !== undefined;
        const sign = colourSigns[code?.colour ?? health?.colour ?? 'pending'];
        const name = whom === undefined ? t('本人', 'Me') : (me?.maskedName ?? '');
        const state = isShown ? t.say(sign.word) : t('还没有码', 'No code yet');
        return (
          <button
            key={whom ?? ''}
            type="button"
            role="radio"
            aria-checked={whom === actingFor}
            aria-label={`${name} ${state}`}
            className={`face${whom === actingFor ? ' on' : ''}`}
            disabled={working}
            onClick={working ? undefined : () => actFor(whom)}
          >
            <span className={`face-mark ${isShown ? sign.tone : 'none'}`} aria-hidden="true">
              {initialOf(whom === undefined ? t('我', 'Me') : name)}
            </span>
            <span className="face-name">{name}</span>
            <span className="face-state">{state}</span>
          </button>
        );
      })}
    </div>
  );
}

/** 王*宝 → 宝: within a family it is the last character that differs. Of a name in Latin letters the first letters. */
function initialOf(name: string): string {
  const letters = [...name].filter((letter) => letter !== '*');
  const last = letters[letters.length - 1] ?? '';
  return /[A-Za-z]/.test(last) ? letters.slice(0, 2).join('').trim() : last;
}
