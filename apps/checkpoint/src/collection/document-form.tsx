import { dayInChina } from '@tongxing/device';
import { readText, type Desk } from '@tongxing/device/collection';
import { useLayoutEffect, useState } from 'preact/hooks';
import { documentNames, readDocument, type TypedIdentity } from '../identity.ts';
import { listenToWedge } from '../reading/wedge.ts';
import { IdentityForm } from '../screens/identity-form.tsx';
import { useWords, type Bilingual } from '../words/language.ts';
import { byDocument, type Person } from './register.ts';

interface Props {
  readonly desk: Desk;
  readonly sendWords: string;
  readonly done: (who: Person) => void;
  readonly back: () => void;
}

/** Somebody by her document: laid on a reader, or typed. Her name is not asked for. */
export function DocumentForm({ desk, sendWords, done, back }: Props) {
  const t = useWords();
  const [trouble, setTrouble] = useState<Bilingual>();
  const day = () => dayInChina(desk.tools.now());
  useLayoutEffect(
    () =>
      listenToWedge(window, (text) => {
        const read = readText(text, day());
        if (read.kind === 'document') done(byDocument(read.person));
        else setTrouble(unread);
      }),
    [],
  );
  const send = (typed: TypedIdentity) => {
    const read = readDocument(typed, day());
    if ('wrong' in read) setTrouble(read.wrong);
    else done(byDocument(read.document));
  };
  return (
    <section class="page">
      <h2>{t('用证件登记', 'Register by document')}</h2>
      <p class="lead">{t('把证件放到读卡器上,或照证件填写', 'Lay the document on the reader, or type its number')}</p>
      <IdentityForm
        documents={documentNames}
        phone={false}
        unnamed
        trouble={trouble}
        busy={false}
        send={send}
        sendWords={sendWords}
      />
      <button class="button quiet" type="button" onClick={back}>
        {t('返回', 'Back')}
      </button>
    </section>
  );
}

const unread: Bilingual = {
  zh: '没有读出证件号,没有登记任何人。请再放一次,或照证件填写。',
  en: 'No number could be read and nobody was registered. Lay it down again, or type the number.',
};
