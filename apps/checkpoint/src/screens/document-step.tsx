import type { schemas } from '@tongxing/contract';
import { lastFourOf, type Reading } from '@tongxing/device';
import { useEffect, useState } from 'preact/hooks';
import { listenToWedge } from '../reading/wedge.ts';
import { useWords } from '../words/language.ts';
import { Field } from './field.tsx';

interface Props {
  readonly reading: Reading | undefined;
  readonly ways: readonly schemas.DocumentWay[];
  readonly done: (document: schemas.DocumentOutcome) => void;
}

/** Whether the person, the document and the code are one. What is read or typed is compared and forgotten at once. */
export function DocumentStep({ reading, ways, done }: Props) {
  const t = useWords();
  const lastFour = reading?.result.lastFour ?? null;
  const compare = (way: schemas.DocumentWay, text: string) => {
    const read = lastFourOf(text);
    if (read === undefined) return done({ outcome: 'unreadable', way });
    done({ outcome: lastFour === null || read === lastFour ? 'matches' : 'differs', way });
  };
  useEffect(() => (ways.includes('reader') ? listenToWedge(window, (text) => compare('reader', text)) : undefined), []);
  const byEye = (outcome: schemas.DocumentOutcome['outcome']) => () => done({ outcome, way: 'by-eye' });
  return (
    <>
      {reading !== undefined && (
        <p class="compare">
          <span>{reading.result.maskedName}</span>
          <span>{t(`尾号 ${lastFour}`, `ends in ${lastFour}`)}</span>
        </p>
      )}
      {ways.includes('reader') && <p class="lead">{t('把证件放到读卡器上即可', 'Lay the document on the reader')}</p>}
      {ways.includes('typed') && lastFour !== null && <TypedLastFour done={(text) => compare('typed', text)} />}
      {ways.includes('by-eye') && (
        <div class="choices">
          <button class="button choice-good" type="button" onClick={byEye('matches')}>
            {t('相符', 'The same')}
          </button>
          <button class="button choice-bad" type="button" onClick={byEye('differs')}>
            {t('不符', 'Not the same')}
          </button>
          <button class="button" type="button" onClick={byEye('unreadable')}>
            {t('看不清', 'Cannot read it')}
          </button>
        </div>
      )}
    </>
  );
}

function TypedLastFour({ done }: { readonly done: (text: string) => void }) {
  const t = useWords();
  const [text, setText] = useState('');
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.length >= 4) done(text);
      }}
    >
      <Field
        label={t('证件号末四位', 'Last four of the document number')}
        autocapitalize="characters"
        maxLength={20}
        value={text}
        typed={setText}
      />
      <button class="button" type="submit" disabled={text.trim().length < 4}>
        {t('比对', 'Compare')}
      </button>
    </form>
  );
}
