import { routes } from '@tongxing/contract';
import { useState } from 'react';
import { useIntent } from '@/api/intent';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { DivisionPicker } from '@/ui/division-picker';
import { Button, Card, Choice, TroubleBox } from '@/ui/kit';

const hourChoices = [2, 4, 8, 12] as const;

/** Where to, and for how long: home, unless she says another place. */
export function AskPermit({ onIssued }: { readonly onIssued: () => void }) {
  const { me } = useKept();
  const t = useWords();
  const task = useTask();
  const keyOf = useIntent();
  const [division, setDivision] = useState<string | undefined>(me?.residence ?? undefined);
  const [hours, setHours] = useState<number>(hourChoices[1]);
  const ask = async () => {
    if (division === undefined) return;
    const body = { division, hours };
    await node().call(routes.askMovementPermit, { body, idempotencyKey: await keyOf(body) });
    onIssued();
  };
  return (
    <>
      <Card title={t('回到哪里', 'Where to')}>
        {division === undefined ? (
          <DivisionPicker least="county" onPick={setDivision} />
        ) : (
          <>
            <p className="why">
              <DivisionName code={division} />
            </p>
            <Button kind="quiet" onClick={() => setDivision(undefined)}>
              {t('换一个地方', 'Another place')}
            </Button>
          </>
        )}
      </Card>
      <Card title={t('需要多久', 'For how long')}>
        {hourChoices.map((choice) => (
          <Choice
            key={choice}
            kind="radio"
            name={t(`${choice} 小时`, `${choice} hours`)}
            on={hours === choice}
            onChange={() => setHours(choice)}
          />
        ))}
      </Card>
      <Button disabled={division === undefined} busy={task.busy} onClick={() => task.run(ask)}>
        {t('办理', 'Get the permit')}
      </Button>
      <TroubleBox task={task} />
    </>
  );
}
