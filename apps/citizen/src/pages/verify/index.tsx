import { useState } from 'react';
import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { node } from '@/api/node';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { documentNames } from '@/ui/documents';
import { Button, Card, Choice, Field, TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';
import { FacePart } from './face-part';

type DocumentType = schemas.IdentityClaim['documentType'];
const types: readonly DocumentType[] = ['10', '14', '15', '16', '20', '34'];

/** Name and document, compared with the registry once. */
export default function Verify() {
  const t = useWords();
  const task = useTask();
  const [documentType, setType] = useState<DocumentType>('10');
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [country, setCountry] = useState('');
  const [needsFace, setNeedsFace] = useState(false);
  const claim: schemas.IdentityClaim = {
    documentType,
    documentNumber: number.replace(/\s/g, '').toUpperCase(),
    name: name.trim(),
    ...(documentType === '20' ? { issuingCountry: country.trim().toUpperCase() } : {}),
  };
  const send = async (faceId?: string) => {
    await node().call(routes.verifyIdentity, { body: faceId === undefined ? claim : { ...claim, faceId } });
    await refreshPerson();
    back();
  };
  const check = async () => {
    try {
      await send();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'face-required') throw error;
      setNeedsFace(true);
    }
  };
  /** A face is for one document and name: whoever changes them is asked again. */
  const changing = (set: (value: string) => void) => (value: string) => {
    setNeedsFace(false);
    set(value);
  };
  const chosen = documentNames[documentType];
  return (
    <Page title={t('实名认证', 'Real-name check')}>
      <p className="lead">
        {t(
          '姓名和证件号与权威登记核对一次,加密保存,页面上只显示一部分。',
          'Name and number are compared with the registry once, stored encrypted, and shown only in part.',
        )}
      </p>
      <Card title={t('证件', 'Document')}>
        {(open ? types : [documentType]).map((type) => (
          <Choice
            key={type}
            kind="radio"
            name={t.say(documentNames[type] ?? { zh: type, en: type })}
            on={type === documentType}
            onChange={() => {
              setNeedsFace(false);
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
            onInput={setCountry}
          />
        )}
        {!needsFace && (
          <Button
            disabled={
              name.trim() === '' || number.trim().length < 5 || (documentType === '20' && country.trim().length !== 3)
            }
            busy={task.busy}
            onClick={() => task.run(check)}
          >
            {t('核对', 'Check')}
          </Button>
        )}
      </Card>
      {needsFace && <FacePart claim={claim} task={task} send={send} />}
      <TroubleBox task={task} />
    </Page>
  );
}
