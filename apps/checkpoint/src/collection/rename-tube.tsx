import { renameTube, tubeIn, type Desk, type Tube } from '@tongxing/device/collection';
import { useState } from 'preact/hooks';
import { useWords, type Bilingual } from '../words/language.ts';
import { LabelReader } from './label-reader.tsx';
import { sizeWords } from './words.ts';

interface Props {
  readonly desk: Desk;
  readonly tube: Tube;
  readonly sizes: readonly number[];
  readonly renamed: (tube: string) => void;
  readonly back: () => void;
}

/** A tube that the node did not take gets another label, with everybody in it. */
export function RenameTube({ desk, tube, sizes, renamed, back }: Props) {
  const t = useWords();
  const [size, setSize] = useState(tube.size);
  const [said, setSaid] = useState<Bilingual>();
  const rename = async (number: string) => {
    const isKept = number === tube.tube && tube.told?.state === 'size-unknown';
    if (!isKept && tubeIn(desk.collection(), number) !== undefined) return setSaid(inUse(number));
    await desk.change((all) => renameTube(all, tube.tube, { tube: number, size }));
    renamed(number);
  };
  return (
    <>
      <fieldset class="choices sizes">
        <legend class="sr">{t('一管几个人', 'People in a tube')}</legend>
        {sizes.map((each) => (
          <button key={each} class="button" type="button" aria-pressed={size === each} onClick={() => setSize(each)}>
            {t.say(sizeWords(each))}
          </button>
        ))}
      </fieldset>
      <LabelReader
        hint={t(`把新条码贴在 ${tube.tube} 上,再扫一次`, `Put a new label on ${tube.tube} and scan it`)}
        named={t('或输入新管号', 'Or type the new number')}
        said={said}
        read={(number) => void rename(number)}
        wrong={setSaid}
      />
      <div class="bar">
        <button class="button" type="button" onClick={back}>
          {t('返回', 'Back')}
        </button>
      </div>
    </>
  );
}

const inUse = (tube: string): Bilingual => ({
  zh: `${tube} 已在本机使用。请用另一个管号。`,
  en: `${tube} is in use on this device. Use another number.`,
});
