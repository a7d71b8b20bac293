import type { schemas } from '@tongxing/contract';
import type { Session, StepNow } from '@tongxing/device';
import { useWords } from '@/store/hooks';
import { Button, Card } from '@/ui/kit';
import { CodeLine } from './code-line';
import { DocumentPart } from './document-part';
import { TemperaturePart } from './temperature-part';

interface Props {
  readonly now: StepNow;
  readonly check: schemas.DoorCheck;
  readonly session: Session;
}

/** The step to do now, with one thing to press for each way it can end. */
export function StepPart({ now: { step, person }, check, session }: Props) {
  const t = useWords();
  const { checkId, reading, judged } = person;
  return (
    <>
      <Card>
        {reading === undefined ? (
          <p>{t('没有码', 'No code')}</p>
        ) : (
          <CodeLine reading={reading} findings={judged.findings} named={step !== 'document'} />
        )}
        <h2 className="card-title" role="status">
          {t.say(judged.say)}
        </h2>
      </Card>
      {step === 'document' ? (
        <DocumentPart
          reading={reading}
          ways={check.documentWays}
          done={(document) => session.take(checkId, { document })}
        />
      ) : (
        <TemperaturePart feverFrom={check.feverFrom} done={(temperature) => session.take(checkId, { temperature })} />
      )}
      <Button kind="quiet" onClick={session.next}>
        {t('放弃,查下一位', 'Leave it and take the next')}
      </Button>
    </>
  );
}
