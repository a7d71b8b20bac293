import { useEffect, useState } from 'react';
import { divisionsBelow, type Division } from '@/api/divisions';
import { useTask } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { DivisionPicker } from '@/ui/division-picker';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';

interface DestinationPartProps {
  readonly chosen: string | undefined;
  readonly onChoose: (division: string | undefined) => void;
}

/** Where in this province she is going, as narrow as she knows. */
export function DestinationPart({ chosen, onChoose }: DestinationPartProps) {
  const { province } = useKept();
  const t = useWords();
  const task = useTask();
  const [within, setWithin] = useState<Division>();
  useEffect(() => {
    if (province === undefined) return;
    task.run(async () => setWithin((await divisionsBelow()).find(({ code }) => code === province.division)));
  }, [province?.division, task.run]);
  return (
    <Card title={t('要去哪里', 'Where you are going')}>
      {chosen === undefined ? (
        <>
          <p className="hint">{t('选到您知道的那一级就行。', 'As narrow as you know it.')}</p>
          {within !== undefined && province !== undefined && (
            <DivisionPicker least={province.codeScope} within={within} onPick={onChoose} />
          )}
          {within === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
        </>
      ) : (
        <div className="picker-way">
          <DivisionName code={chosen} />
          <Button kind="quiet" onClick={() => onChoose(undefined)}>
            {t('改选', 'Change')}
          </Button>
        </div>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
