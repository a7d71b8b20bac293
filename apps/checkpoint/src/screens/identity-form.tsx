import { useState } from 'preact/hooks';
import type { DocumentType, TypedIdentity } from '../identity.ts';
import { useWords, type Bilingual } from '../words/language.ts';
import { Field } from './field.tsx';

interface Props {
  readonly documents: readonly (readonly [type: DocumentType, name: Bilingual])[];
  /** Whether a phone is asked for. */
  readonly phone: boolean;
  /** Whether the name is not asked for: the number is enough. */
  readonly unnamed?: boolean;
  readonly trouble: Bilingual | undefined;
  readonly busy: boolean;
  readonly send: (typed: TypedIdentity) => void;
  readonly sendWords: string;
}

const nothing: TypedIdentity = { documentType: '10', documentNumber: '', name: '', country: '', phone: '' };

/** Document, number and name, as they stand on the document. Nothing of it stays on the screen. */
export function IdentityForm({ documents, phone, unnamed, trouble, busy, send, sendWords }: Props) {
  const t = useWords();
  const [typed, setTyped] = useState(nothing);
  const text = (field: 'documentNumber' | 'name' | 'country' | 'phone', label: string, capitals = false) => (
    <Field
      label={label}
      autocapitalize={capitals ? 'characters' : 'off'}
      inputMode={field === 'phone' ? 'tel' : 'text'}
      maxLength={40}
      value={typed[field]}
      typed={(value) => setTyped({ ...typed, [field]: capitals ? value.toUpperCase() : value })}
    />
  );
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send(typed);
      }}
    >
      <label class="field">
        <span>{t('证件', 'Document')}</span>
        <select
          class="input"
          value={typed.documentType}
          onChange={({ currentTarget: { value } }) => setTyped({ ...typed, documentType: value as DocumentType })}
        >
          {documents.map(([type, name]) => (
            <option key={type} value={type}>
              {t.say(name)}
            </option>
          ))}
        </select>
      </label>
      {text('documentNumber', t('证件号', 'Number'), true)}
      {typed.documentType === '20' && text('country', t('签发国,3 个字母', 'Issuing country, 3 letters'), true)}
      {unnamed !== true && text('name', t('姓名', 'Name'))}
      {phone && text('phone', t('手机号,没有可不填', 'Phone, if there is one'))}
      {trouble !== undefined && (
        <p class="trouble" role="alert">
          {t.say(trouble)}
        </p>
      )}
      <button class="button main" type="submit" disabled={busy}>
        {busy ? t('请稍等', 'One moment') : sendWords}
      </button>
    </form>
  );
}
