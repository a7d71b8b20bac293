import { useState } from 'react';
import type { schemas } from '@tongxing/contract';
import { useWords } from '@/store/hooks';
import { documentNames } from '@/ui/documents';
import { Button, Card, Choice, Field } from '@/ui/kit';

export type Claim = schemas.IdentityClaim;
const types: readonly Claim['documentType'][] = ['10', '14', '15', '16', '20', '34'];

interface ClaimFormProps {
  /** The type of document that stands there first. */
  readonly first: Claim['documentType'];
  readonly busy: boolean;
  /** The name of the button; without one there is none. */
  readonly doIt: string | undefined;
  readonly onClaim: (claim: Claim) => void;
  /** Something else is entered than before. */
  readonly onChange?: () => void;
}

/** Name and document as they stand on the document. */
export function ClaimForm({ first, busy, doIt, onClaim, onChange }: ClaimFormProps) {
  const t = useWords();
  const [documentType, setType] = useState(first);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [country, setCountry] = useState('');
  const changing = (set: (value: string) => void) => (value: string) => {
    onChange?.();
    set(value);
  };
  const chosen = documentNames[documentType];
  const isWhole =
    name.trim() !== '' && number.trim().length >= 5 && (documentType !== '20' || country.trim().length === 3);
  return (
    <Card title={t('证件', 'Document')}>
      {(open ? types : [documentType]).map((type) => (
        <Choice
          key={type}
          kind="radio"
          name={t.say(documentNames[type] ?? { zh: type, en: type })}
          on={type === documentType}
          onChange={() => {
            onChange?.();
            setType(type);
            setOpen(false);
          }}
        />
      ))}
      {!open && (
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {t('用其他证件', 'Use another document')}
        </Button>
      )}
      <Field
        name={t('姓名(与证件一致)', 'Name, as on the document')}
        value={name}
        maxLength={40}
        autoComplete="name"
        onInput={changing(setName)}
      />
      <Field
        name={t('证件号', 'Number')}
        hint={chosen === undefined ? undefined : t.say(chosen)}
        value={number}
        maxLength={24}
        onInput={changing(setNumber)}
      />
      {documentType === '20' && (
        <Field
          name={t('签发国家(三位字母)', 'Issuing country, three letters')}
          hint="GBR, FRA, USA …"
          value={country}
          maxLength={3}
          onInput={changing(setCountry)}
        />
      )}
      {doIt !== undefined && (
        <Button
          disabled={!isWhole}
          busy={busy}
          onClick={() =>
            onClaim({
              documentType,
              documentNumber: number.replace(/\s/g, '').toUpperCase(),
              name: name.trim(),
              ...(documentType === '20' ? { issuingCountry: country.trim().toUpperCase() } : {}),
            })
          }
        >
          {doIt}
        </Button>
      )}
    </Card>
  );
}
