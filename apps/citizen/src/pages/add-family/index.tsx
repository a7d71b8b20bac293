import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { documentNames } from '@/ui/documents';
import { Button, Card, Choice, Field, TroubleBox } from '@/ui/kit';
import { back, Page } from '@/ui/page';

type Application = schemas.DependantApplication;
type Relation = Application['relation'];
type DocumentType = Application['documentType'];

/** The registry knows children of residents; adults have any document. */
const typesOf: Readonly<Record<Relation, readonly DocumentType[]>> = {
  child: ['10', '99'],
  adult: ['10', '14', '15', '16', '20', '34'],
};

/** A child, which the registry confirms to be hers; or an adult, who agrees by a code on a phone of her own. */
export default function AddFamily() {
  const t = useWords();
  const task = useTask();
  const [relation, setRelation] = useState<Relation>('child');
  const [documentType, setType] = useState<DocumentType>('10');
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [country, setCountry] = useState('');
  const [phone, setPhone] = useState('');
  const full = `${phone.startsWith('+') ? '' : '+86'}${phone.replace(/[\s-]/g, '')}`;
  const isFilled =
    name.trim() !== '' &&
    number.trim().length >= 5 &&
    (documentType !== '20' || country.trim().length === 3) &&
    (relation === 'child' || /^\+\d{8,15}$/.test(full));
  const add = async () => {
    const body: Application = {
      relation,
      documentType,
      documentNumber: number.replace(/\s/g, '').toUpperCase(),
      name: name.trim(),
      ...(documentType === '20' ? { issuingCountry: country.trim().toUpperCase() } : {}),
      ...(relation === 'adult' ? { phone: full } : {}),
    };
    await ownNode().call(routes.addDependant, { body });
    back();
  };
  const choose = (chosen: Relation) => {
    setRelation(chosen);
    setType('10');
  };
  const documentTitle = documentNames[documentType];
  return (
    <Page title={t('添加家人', 'Add somebody')}>
      <Card title={t('为谁办理', 'Whom for')}>
        <Choice
          kind="radio"
          name={t('我的孩子', 'My child')}
          more={t('由户籍登记确认亲子关系', 'The registry confirms that it is yours')}
          on={relation === 'child'}
          onChange={() => choose('child')}
        />
        <Choice
          kind="radio"
          name={t('成年家人', 'An adult')}
          more={t('发一条验证码到其本人手机,告诉您即为同意', 'Who agrees by a code on a phone of their own')}
          on={relation === 'adult'}
          onChange={() => choose('adult')}
        />
      </Card>
      <Card title={t('家人的证件', 'Their document')}>
        {typesOf[relation].map((type) => (
          <Choice
            key={type}
            kind="radio"
            name={t.say(documentNames[type] ?? { zh: type, en: type })}
            on={type === documentType}
            onChange={() => setType(type)}
          />
        ))}
        <Field name={t('家人的姓名', 'Their name')} value={name} maxLength={40} onInput={setName} />
        <Field
          name={t('家人的证件号', 'Their number')}
          hint={documentTitle === undefined ? undefined : t.say(documentTitle)}
          value={number}
          maxLength={24}
          onInput={setNumber}
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
        {relation === 'adult' && (
          <Field
            name={t('家人的手机号', 'Their phone')}
            hint={t(
              '要用家人自己的号码;普通手机也可以。境外号码以 + 开头',
              'Their own number, of any mobile phone. Numbers from abroad begin with +',
            )}
            kind="tel"
            value={phone}
            maxLength={20}
            onInput={setPhone}
          />
        )}
        <Button disabled={!isFilled} busy={task.busy} onClick={() => task.run(add)}>
          {relation === 'adult' ? t('发送验证码给家人', 'Send them a code') : t('核对并添加', 'Check and add')}
        </Button>
      </Card>
      <TroubleBox task={task} />
      <p className="fine">
        {t(
          '添加后,您可以替家人申报、领码、转码和申诉。家人随时看得到您办过什么,也随时可以结束。',
          'You can then declare, get and convert codes, and appeal for them. They see what you did, and can end it at any time.',
        )}
      </p>
    </Page>
  );
}
