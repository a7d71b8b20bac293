import { useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { Sign } from './sign.tsx';

/** Another window of this browser works as this device. */
export function ElsewhereScreen({ takeOver }: { readonly takeOver: () => void }) {
  const t = useWords();
  const [taking, setTaking] = useState(false);
  return (
    <div class="page centred" role="alert">
      <div class="tone-grey mark">
        <Sign tone="grey" />
      </div>
      <h1>{t('查验已在另一个窗口打开', 'The checkpoint is open in another window')}</h1>
      <p>
        {t(
          '一台设备一次只在一个窗口查验。在这里继续时,另一个窗口会停下,那里没查完的一位按已查到的结果记录。记录都在本机。',
          'A device works in one window at a time. If you go on here, the other one stops, and whoever is being checked there is recorded as far as that went. All records are on this device.',
        )}
      </p>
      <button
        class="button main"
        type="button"
        disabled={taking}
        onClick={() => {
          setTaking(true);
          takeOver();
        }}
      >
        {taking ? t('正在转到这个窗口', 'Coming over to this window') : t('在这个窗口继续', 'Go on in this window')}
      </button>
    </div>
  );
}
