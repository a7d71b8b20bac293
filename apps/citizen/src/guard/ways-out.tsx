import type { PersonAtDoor, Session } from '@tongxing/device';
import { useState } from 'react';
import { useWords } from '@/store/hooks';
import { Button, Card, Field } from '@/ui/kit';

const eightDigits = /^\d{8}$/;

interface Props {
  readonly person: PersonAtDoor;
  readonly session: Session;
  /** Something is done with the verdict: it stays. */
  readonly touch: () => void;
}

/** What may still be tried where the code is missing or cannot be judged: here by age; the others take the checkpoint app in a browser. */
export function WaysOut({ person: { checkId, judged }, session, touch }: Props) {
  const t = useWords();
  const [digits, setDigits] = useState('');
  const others = judged.ways.filter((way) => way !== 'exemption');
  const enter = (text: string) => {
    touch();
    setDigits(text.replace(/\D/g, ''));
  };
  const birthDate = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return (
    <div className="guard-ways">
      {judged.ways.includes('exemption') && (
        <Card title={t('按年龄免查', 'Exempt by age')}>
          <Field
            name={t('证件上的出生日期,8 位数字', 'Date of birth on the document, 8 digits')}
            kind="number"
            value={digits}
            onInput={enter}
            maxLength={8}
          />
          <Button
            disabled={!eightDigits.test(digits)}
            onClick={() => session.take(checkId, { exemption: { birthDate } })}
          >
            {t('确定', 'Done')}
          </Button>
        </Card>
      )}
      {others.length > 0 && (
        <p>
          {t(
            '按证件查询和人工登记,请在浏览器里的查验页办理。',
            'To ask by document, or to register by hand, take the checkpoint page in a browser.',
          )}
        </p>
      )}
    </div>
  );
}
