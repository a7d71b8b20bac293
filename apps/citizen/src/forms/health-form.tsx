import type { schemas } from '@tongxing/contract';
import { useState } from 'react';
import { useWords } from '@/store/hooks';
import { Card, Choice, Field } from '@/ui/kit';
import type { Bilingual } from '@/words/language';

type Symptom = schemas.HealthAnswers['symptoms'][number];

const symptoms: Readonly<Record<Symptom, Bilingual>> = {
  fever: { zh: '发热', en: 'Fever' },
  'dry-cough': { zh: '干咳', en: 'Dry cough' },
  dyspnoea: { zh: '呼吸困难', en: 'Shortness of breath' },
  fatigue: { zh: '乏力', en: 'Fatigue' },
  respiratory: { zh: '其他呼吸道症状', en: 'Other respiratory symptoms' },
};

interface HealthFormProps {
  readonly answers: schemas.HealthAnswers;
  readonly onChange: (answers: schemas.HealthAnswers) => void;
}

export function HealthForm({ answers, onChange }: HealthFormProps) {
  const t = useWords();
  const [temperature, setTemperature] = useState(answers.temperature?.toString() ?? '');
  const enter = (text: string) => {
    setTemperature(text);
    const { temperature: _, ...rest } = answers;
    const degrees = Number(text);
    onChange(text !== '' && degrees >= 30 && degrees <= 45 ? { ...rest, temperature: degrees } : rest);
  };
  const toggle = (symptom: Symptom, on: boolean) =>
    onChange({
      ...answers,
      symptoms: on ? [...answers.symptoms, symptom] : answers.symptoms.filter((each) => each !== symptom),
    });
  return (
    <>
      <Card title={t('今天有这些症状吗', 'Any of these today')}>
        {(Object.keys(symptoms) as Symptom[]).map((symptom) => (
          <Choice
            key={symptom}
            name={t.say(symptoms[symptom])}
            on={answers.symptoms.includes(symptom)}
            onChange={(on) => toggle(symptom, on)}
          />
        ))}
        <Choice
          name={t('都没有', 'None of them')}
          on={answers.symptoms.length === 0}
          onChange={() => onChange({ ...answers, symptoms: [] })}
        />
      </Card>
      <Card title={t('14 天内接触过病例吗', 'In contact with a case within 14 days')}>
        <Choice
          kind="radio"
          name={t('没有', 'No')}
          on={!answers.contactWithCase}
          onChange={() => onChange({ ...answers, contactWithCase: false })}
        />
        <Choice
          kind="radio"
          name={t('有', 'Yes')}
          on={answers.contactWithCase}
          onChange={() => onChange({ ...answers, contactWithCase: true })}
        />
      </Card>
      <Card>
        <Field
          name={t('体温 ℃(选填)', 'Temperature ℃ (optional)')}
          kind="digit"
          value={temperature}
          maxLength={4}
          onInput={enter}
        />
      </Card>
    </>
  );
}
