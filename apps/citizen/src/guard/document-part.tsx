import type { schemas } from '@tongxing/contract';
import { lastFourOf, type Reading } from '@tongxing/device';
import { useState } from 'react';
import { useWords } from '@/store/hooks';
import { Button, Card, Field } from '@/ui/kit';

interface Props {
  readonly reading: Reading | undefined;
  readonly ways: readonly schemas.DocumentWay[];
  readonly done: (document: schemas.DocumentOutcome) => void;
}

/** Whether the person, the document and the code are one. What is typed is compared and forgotten at once. */
export function DocumentPart({ reading, ways, done }: Props) {
  const t = useWords();
  const [typed, setTyped] = useState('');
  const lastFour = reading?.result.lastFour ?? null;
  const byEye = (outcome: schemas.DocumentOutcome['outcome']) => () => done({ outcome, way: 'by-eye' });
  const compare = () => {
    const read = lastFourOf(typed);
    const outcome = read === undefined ? 'unreadable' : read === lastFour ? 'matches' : 'differs';
    done({ outcome, way: 'typed' });
  };
  return (
    <Card>
      {reading !== undefined && (
        <p className="guard-whose">
          <span>{reading.result.maskedName}</span>
          <span>{t(`尾号 ${lastFour}`, `ends in ${lastFour}`)}</span>
        </p>
      )}
      {ways.includes('by-eye') && (
        <>
          <Button onClick={byEye('matches')}>{t('相符', 'The same')}</Button>
          <Button kind="danger" onClick={byEye('differs')}>
            {t('不符', 'Not the same')}
          </Button>
          <Button kind="plain" onClick={byEye('unreadable')}>
            {t('看不清', 'Cannot read it')}
          </Button>
        </>
      )}
      {ways.includes('typed') && lastFour !== null && (
        <>
          <Field
            name={t('证件号末四位', 'Last four of the document number')}
            value={typed}
            onInput={setTyped}
            maxLength={20}
          />
          <Button kind="plain" disabled={typed.trim().length < 4} onClick={compare}>
            {t('比对', 'Compare')}
          </Button>
        </>
      )}
      {!ways.includes('by-eye') && (lastFour === null || !ways.includes('typed')) && (
        <p>
          {t(
            '这里要用读卡器核对证件,手机小程序接不了读卡器。请用装有读卡器的查验设备。',
            'Documents are read by a reader here, which a mini-program cannot use. Take the checkpoint device that has one.',
          )}
        </p>
      )}
    </Card>
  );
}
