import { beginTube, tubeIn, type Desk } from '@tongxing/device/collection';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useWords, type Bilingual } from '../words/language.ts';
import { LabelReader } from './label-reader.tsx';
import { sizeWords } from './words.ts';

interface Props {
  readonly desk: Desk;
  readonly sizes: readonly number[];
  readonly begun: (tube: string) => void;
  /** What else can be done, below. */
  readonly foot: ComponentChildren;
}

/** The next tube: for how many it is, as the one before unless something else is chosen, and its number. */
export function BeginTube({ desk, sizes, begun, foot }: Props) {
  const t = useWords();
  const last = desk.collection().tubes.at(-1);
  const [size, setSize] = useState(last?.size);
  const [said, setSaid] = useState<Bilingual>();
  /** Its label was read before its size was chosen. */
  const [sizeless, setSizeless] = useState<string>();
  const begin = async (tube: string, size: number | undefined) => {
    setSizeless(size === undefined ? tube : undefined);
    if (size === undefined) return setSaid(chooseSize(tube));
    const before = tubeIn(desk.collection(), tube);
    if (before?.closed !== undefined) return setSaid(usedBefore(tube));
    const begunAt = new Date(desk.tools.now() * 1000).toISOString();
    await desk.change((collection) => beginTube(collection, { tube, size, begunAt }));
    begun(tube);
  };
  return (
    <>
      <fieldset class="choices sizes">
        <legend class="sr">{t('一管几个人', 'People in a tube')}</legend>
        {sizes.map((each) => (
          <button
            key={each}
            class="button"
            type="button"
            aria-pressed={size === each}
            onClick={() => {
              setSize(each);
              setSaid(undefined);
              if (sizeless !== undefined) void begin(sizeless, each);
            }}
          >
            {t.say(sizeWords(each))}
          </button>
        ))}
      </fieldset>
      <LabelReader
        hint={
          size === undefined
            ? t('先选一管几个人', 'First choose for how many the tube is')
            : last === undefined
              ? t('扫采样管上的条码', 'Scan the label of the tube')
              : t(`${last.tube} 已封管。扫下一支采样管`, `${last.tube} is closed. Scan the next tube`)
        }
        named={t('或输入管号', 'Or type its number')}
        said={said}
        read={(number) => void begin(number, size)}
        wrong={setSaid}
      />
      {foot}
    </>
  );
}

const chooseSize = (tube: string): Bilingual => ({
  zh: `已扫到 ${tube}。请选这一管几个人。`,
  en: `${tube} was read. Choose for how many it is.`,
});

const usedBefore = (tube: string): Bilingual => ({
  zh: `${tube} 已经封管。请用另一支采样管。`,
  en: `${tube} is closed already. Use another tube.`,
});
