import { labelNumber } from '@tongxing/contract';
import { useState } from 'preact/hooks';
import { Field } from '../screens/field.tsx';
import { Scanner } from '../screens/scanner.tsx';
import { useWords, type Bilingual } from '../words/language.ts';

interface Props {
  readonly hint: string;
  readonly said: Bilingual | undefined;
  /** What the field for the number is called. */
  readonly named: string;
  readonly read: (number: string) => void;
  /** Told of what is no label. */
  readonly wrong: (words: Bilingual) => void;
}

/** Reads the label of a tube or a box: by camera, by a handheld scanner, or typed. */
export function LabelReader({ hint, said, named, read, wrong }: Props) {
  const t = useWords();
  const [text, setText] = useState('');
  const take = (whole: string) => {
    const number = whole.trim().toUpperCase();
    if (!labelNumber.test(number)) return wrong(noLabel);
    setText('');
    read(number);
  };
  return (
    <>
      <div class="label-reader">
        <Scanner
          accepts={() => true}
          see={take}
          hint={hint}
          sought="codes-and-bars"
          said={said === undefined ? undefined : t.say(said)}
        />
      </div>
      <form
        class="row label-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') take(text);
        }}
      >
        <Field
          label={named}
          autocapitalize="characters"
          maxLength={40}
          value={text}
          typed={(value) => setText(value.toUpperCase())}
        />
        <button class="button" type="submit" disabled={text.trim() === ''}>
          {t('确定', 'Done')}
        </button>
      </form>
    </>
  );
}

const noLabel: Bilingual = {
  zh: '这不是管码或箱码,没有采用。号码由 4 到 40 位字母、数字和「-」组成。',
  en: 'This is no label and was not taken. A number has 4 to 40 letters, digits and “-”.',
};
