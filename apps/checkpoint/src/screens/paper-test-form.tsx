import type { schemas } from '@tongxing/contract';
import { useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { Field } from './field.tsx';

interface Props {
  /** YYYY-MM-DD */
  readonly today: string;
  readonly done: (test: schemas.PaperTest) => void;
}

/** What a test report on paper says: written down with the check, and proof of nothing. */
export function PaperTestForm({ today, done }: Props) {
  const t = useWords();
  const [day, setDay] = useState(today);
  const [institution, setInstitution] = useState('');
  const name = institution.replaceAll(/[<>]/g, '').trim();
  const end = (result: schemas.PaperTest['result']) => () =>
    done({ sampledAt: new Date(`${day}T00:00:00+08:00`).toISOString(), result, institution: name });
  const isComplete = name !== '' && day !== '';
  return (
    <div class="stack">
      <Field label={t('采样日期', 'Sampled on')} type="date" max={today} value={day} typed={setDay} />
      <Field label={t('检测机构', 'Institution')} maxLength={60} value={institution} typed={setInstitution} />
      <div class="choices">
        <button class="button" type="button" disabled={!isComplete} onClick={end('negative')}>
          {t('阴性', 'Negative')}
        </button>
        <button class="button" type="button" disabled={!isComplete} onClick={end('positive')}>
          {t('阳性', 'Positive')}
        </button>
      </div>
      <p class="fine">{t('只作记录,不改变结论。', 'It is noted; the verdict stays.')}</p>
    </div>
  );
}
