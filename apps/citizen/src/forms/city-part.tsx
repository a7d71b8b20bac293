import { useEffect, useState } from 'react';
import { divisionsBelow, nameOf, type Division } from '@/api/divisions';
import { useTask } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';

interface CityPartProps {
  readonly chosen: string | undefined;
  /** What the proposal was made from, as long as it stands. */
  readonly by: 'card' | 'home' | undefined;
  readonly onChoose: (city: string) => void;
}

/** For which city the code is: proposed, and another one tap away. */
export function CityPart({ chosen, by, onChoose }: CityPartProps) {
  const { province } = useKept();
  const t = useWords();
  const task = useTask();
  const [cities, setCities] = useState<readonly Division[]>();
  const [choosing, setChoosing] = useState(chosen === undefined);
  const within = province?.division;
  useEffect(() => {
    if (choosing && within !== undefined) task.run(async () => setCities(await divisionsBelow(within)));
  }, [choosing, within, task.run]);
  const pick = (city: string) => {
    setChoosing(false);
    onChoose(city);
  };
  return (
    <Card title={t('码用在哪个城市', 'For which city')}>
      {!choosing && chosen !== undefined ? (
        <>
          <p className="why">
            <DivisionName code={chosen} />
          </p>
          {by !== undefined && (
            <p className="hint">
              {by === 'card'
                ? t('按行程卡上最近到的城市,没有使用定位。', 'The last city on the card; your position was not used.')
                : t('按您的居住地。', 'Where you live.')}
            </p>
          )}
          <Button kind="quiet" onClick={() => setChoosing(true)}>
            {t('换一个城市', 'Another city')}
          </Button>
        </>
      ) : (
        <>
          {cities === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
          <div className="picker-list">
            {cities
              ?.filter(({ level, statistical }) => level === 'city' && !statistical)
              .map(({ code, name }) => (
                <button key={code} type="button" className="picker-item" onClick={() => pick(code)}>
                  {nameOf(t, name)}
                </button>
              ))}
          </div>
        </>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
