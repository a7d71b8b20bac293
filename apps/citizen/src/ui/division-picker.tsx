import { useEffect, useState } from 'react';
import { divisionsBelow, nameOf, type Division } from '@/api/divisions';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, TroubleBox, Waiting } from './kit';

type Level = Division['level'];
const levels: readonly Level[] = ['province', 'city', 'county', 'street', 'village'];

interface DivisionPickerProps {
  /** From this level on a division can be taken; one that has none below it always. */
  readonly least: Level;
  /** The division to begin in; every province where it is absent. */
  readonly within?: Division;
  readonly onPick: (code: string) => void;
}

/** From the province down, one list after the other. */
export function DivisionPicker({ least, within, onPick }: DivisionPickerProps) {
  const t = useWords();
  const task = useTask();
  const [way, setWay] = useState<readonly Division[]>(within === undefined ? [] : [within]);
  const [choices, setChoices] = useState<readonly Division[]>();
  const at = way[way.length - 1];
  useEffect(() => {
    setChoices(undefined);
    task.run(async () => setChoices(await divisionsBelow(at?.code)));
  }, [at?.code, task.run]);
  const isDeepEnough = at !== undefined && levels.indexOf(at.level) >= levels.indexOf(least);
  const pick = (division: Division) => {
    if (levels.indexOf(division.level) >= levels.indexOf('street')) onPick(division.code);
    else setWay([...way, division]);
  };
  return (
    <div className="picker">
      {at !== undefined && (
        <div className="picker-way">
          <span>{way.map(({ name }) => nameOf(t, name)).join(' › ')}</span>
          {at !== within && (
            <Button kind="quiet" onClick={() => setWay(way.slice(0, -1))}>
              {t('上一级', 'Up')}
            </Button>
          )}
        </div>
      )}
      {at !== undefined && (isDeepEnough || choices?.length === 0) && (
        <Button onClick={() => onPick(at.code)}>{t(`就选${at.name.zh}`, `Take ${nameOf(t, at.name)}`)}</Button>
      )}
      {choices === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <div className="picker-list">
        {choices?.map((division) => (
          <button key={division.code} type="button" className="picker-item" onClick={() => pick(division)}>
            {nameOf(t, division.name)}
          </button>
        ))}
      </div>
      <TroubleBox task={task} />
    </div>
  );
}
