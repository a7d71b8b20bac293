import { useEffect, useState } from 'react';
import { learnProvince } from '@/api/node';
import { useTask } from '@/api/task';
import { DayPicker } from '@/forms/day-picker';
import { now } from '@/phone/code';
import { getKept, keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Card, Choice, TroubleBox } from '@/ui/kit';
import { Page } from '@/ui/page';
import { StepButtons, StepProgress } from '@/ui/steps';
import { transportNames } from '@/words/journeys';
import { dayOf, startOfDay } from '@/words/times';
import { OriginPart } from '../convert/origin-part';
import { DestinationPart } from '../convert/destination-part';
import { RegisterPart } from './register-part';

const parts = ['origin', 'destination', 'day', 'register'] as const;
type Part = (typeof parts)[number];
type Transport = keyof typeof transportNames;

/** As far as rules are known. */
const daysAhead = 30;

/** A journey to this province, told before: from where, to where, when and how. */
export default function PreArrival() {
  const { drafts, province } = useKept();
  const t = useWords();
  const task = useTask();
  const [part, setPart] = useState<Part>('origin');
  useEffect(() => {
    task.run(async () => {
      if (getKept().province === undefined) await learnProvince();
    });
  }, [task.run]);
  const entered = drafts.journey ?? {};
  const change = (more: typeof entered) => keepDraft({ journey: { ...entered, ...more } });
  const step = parts.indexOf(part);
  const mayGoOn = {
    origin: entered.originDivision !== undefined,
    destination: entered.destination !== undefined,
    day: entered.day !== undefined && entered.transport !== undefined,
    register: false,
  }[part];
  const name = province === undefined ? t('本省', 'this province') : t.say(province.name);
  return (
    <Page title={t('来前预登记', 'Before you come')}>
      {part === 'origin' && (
        <p className="lead">
          {t(
            `来${name}之前登记,先知道那天能不能来、要准备什么。这是提前告知,不影响您现有的码。`,
            `Register a journey to ${name} and know before whether you may come and what it takes. It is advice; the code you have stays as it is.`,
          )}
        </p>
      )}
      <StepProgress step={step} of={parts.length} />
      {part === 'origin' && (
        <OriginPart chosen={entered.originDivision} onChoose={(originDivision) => change({ originDivision })} />
      )}
      {part === 'destination' && (
        <DestinationPart
          chosen={entered.destination}
          onChoose={(destination) => {
            const { destination: _, ...rest } = entered;
            keepDraft({ journey: destination === undefined ? rest : { ...rest, destination } });
          }}
        />
      )}
      {part === 'day' && (
        <>
          <Card title={t('怎么来', 'How you come')}>
            {(Object.keys(transportNames) as Transport[]).map((transport) => (
              <Choice
                key={transport}
                kind="radio"
                name={t.say(transportNames[transport])}
                on={entered.transport === transport}
                onChange={() => change({ transport })}
              />
            ))}
          </Card>
          <Card title={t('哪天到', 'Which day')}>
            {entered.day !== undefined && <p className="why">{dayOf(t, entered.day)}</p>}
            <DayPicker
              days={Array.from({ length: daysAhead }, (_, ahead) => startOfDay(now(), -ahead))}
              onPick={(day) => change({ day })}
            />
          </Card>
        </>
      )}
      {part === 'register' && <RegisterPart entered={entered} here={name} />}
      <StepButtons
        step={step}
        onStep={(to) => setPart(parts[to] as Part)}
        next={part !== 'register'}
        mayGoOn={mayGoOn}
      />
      <TroubleBox task={task} />
    </Page>
  );
}
