import { useState } from 'preact/hooks';
import type { PersonAtDoor, Session } from '../session.ts';
import { useWords } from '../words/language.ts';

/** What may still be tried where the code is missing or cannot be judged. */
export function WaysOut({ person: { checkId, judged }, session }: { person: PersonAtDoor; session: Session }) {
  const t = useWords();
  const [asking, setAsking] = useState(false);
  if (!judged.ways.includes('exemption')) return null;
  if (!asking)
    return (
      <button class="button on-ground" type="button" onClick={() => setAsking(true)}>
        {t('老人、孩子免查码', 'Exempt by age')}
      </button>
    );
  return <BirthDate done={(birthDate) => session.take(checkId, { exemption: { birthDate } })} />;
}

const digits = /^\d{8}$/;

/** The date of birth as it stands on the document: eight digits. */
function BirthDate({ done }: { readonly done: (birthDate: string) => void }) {
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
      <label class="field">
        <span>{t('证件上的出生日期,8 位数字', 'Date of birth on the document, 8 digits')}</span>
        <input
          class="input"
          inputMode="numeric"
          autocomplete="off"
          placeholder="19480312"
          maxLength={8}
          value={text}
          onInput={(event) => setText(event.currentTarget.value.replaceAll(/\D/g, ''))}
        />
      </label>
      <button class="button on-ground" type="submit" disabled={!digits.test(text)}>
        {t('确定', 'Done')}
      </button>
    </form>
  );
}
