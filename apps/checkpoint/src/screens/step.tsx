import type { schemas } from '@tongxing/contract';
import type { Session, StepNow } from '@tongxing/device';
import { useWords } from '../words/language.ts';
import { CodeLine } from './code-line.tsx';
import { useFocus } from './take-focus.ts';
import { DocumentStep } from './document-step.tsx';
import { TemperatureStep } from './temperature-step.tsx';

interface Props {
  readonly now: StepNow;
  readonly check: schemas.DoorCheck;
  readonly session: Session;
  readonly family: boolean;
}

/** The step to do now, with one thing to press for each way it can end. */
export function StepScreen({ now: { step, person }, check, session, family }: Props) {
  const t = useWords();
  const { checkId, reading, judged } = person;
  const top = useFocus();
  return (
    <section ref={top} tabIndex={-1} class="step" aria-live="polite">
      <div class="step-head">
        {reading === undefined ? (
          <p class="code-line">{t('没有码', 'No code')}</p>
        ) : (
          <CodeLine reading={reading} findings={judged.findings} named={step !== 'document'} />
        )}
        <h2>{t.say(judged.say)}</h2>
      </div>
      <div class="step-body">
        {step === 'document' ? (
          <DocumentStep
            key={checkId}
            reading={reading}
            ways={check.documentWays}
            done={(document) => session.take(checkId, { document })}
          />
        ) : (
          <TemperatureStep
            key={checkId}
            feverFrom={check.feverFrom}
            done={(temperature) => session.take(checkId, { temperature })}
          />
        )}
        <button class="button quiet" type="button" onClick={() => session.next()}>
          {family
            ? t('全部放弃,重新开始', 'Leave all of them and start over')
            : t('放弃,查下一位', 'Leave it and take the next')}
        </button>
      </div>
    </section>
  );
}
