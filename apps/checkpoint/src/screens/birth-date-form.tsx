import { useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { Field } from './field.tsx';

const digits = /^\d{8}$/;

/** The date of birth as it stands on the document: eight digits. @param done told of it as YYYY-MM-DD */
export function BirthDateForm({ done }: { readonly done: (birthDate: string) => void }) {
  const t = useWords();
  const [text, setText] = useState('');
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (digits.test(text)) done(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
      }}
    >
      <Field
        label={t('证件上的出生日期,8 位数字', 'Date of birth on the document, 8 digits')}
        inputMode="numeric"
        placeholder="19480312"
        maxLength={8}
        value={text}
        typed={(typed) => setText(typed.replaceAll(/\D/g, ''))}
      />
      <button class="button main" type="submit" disabled={!digits.test(text)}>
        {t('确定', 'Done')}
      </button>
    </form>
  );
}
