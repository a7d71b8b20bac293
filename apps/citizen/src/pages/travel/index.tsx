import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { DivisionPicker } from '@/ui/division-picker';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { dayOf, startOfDay, toInstant } from '@/words/times';
import { DayPicker } from '@/forms/day-picker';
import { Outlook } from './outlook';

const daysAhead = 14;

/** 「我能去吗」: where to and when, and the answer by the rules of that place. Nothing of the question is kept. */
export default function Travel() {
  const t = useWords();
  const task = useTask();
  const [division, setDivision] = useState<string>();
  const [day, setDay] = useState<number>();
  const [outlook, setOutlook] = useState<schemas.TravelOutlook>();
  const ask = (place: string, when: number) =>
    task.run(async () => {
      const body = { division: place, date: toInstant(when).slice(0, 10) };
      setOutlook(await node().call(routes.askTravelOutlook, { body }));
    });
  const pickDay = (picked: number) => {
    setDay(picked);
    if (division !== undefined) ask(division, picked);
  };
  const startAgain = () => {
    setDivision(undefined);
    setDay(undefined);
    setOutlook(undefined);
  };
  return (
    <Page title={t('我能去吗', 'Can I go there')}>
      {division === undefined ? (
        <>
          <p className="lead">
            {t(
              '选目的地和到达日期,按当地规则推算您那天的颜色。不登记行程,也不改变您的码。',
              'Choose place and day: your colour that day by the rules there. Nothing is registered, and your code stays as it is.',
            )}
          </p>
          <Card title={t('去哪里', 'Where to')}>
            <DivisionPicker least="city" onPick={setDivision} />
          </Card>
        </>
      ) : (
        <Card title={t('去哪里', 'Where to')}>
          <p className="why">
            <DivisionName code={division} />
            {day !== undefined && ` · ${dayOf(t, day)}`}
          </p>
          <Button kind="quiet" onClick={startAgain}>
            {t('重新选择', 'Choose again')}
          </Button>
        </Card>
      )}
      {division !== undefined && day === undefined && (
        <Card title={t('哪天到', 'Which day')}>
          <DayPicker
            days={Array.from({ length: daysAhead }, (_, ahead) => startOfDay(now(), -ahead))}
            onPick={pickDay}
          />
        </Card>
      )}
      {task.busy && <Waiting>{t('正在按当地规则推算', 'Asking the rules of that place')}</Waiting>}
      {outlook !== undefined && <Outlook outlook={outlook} />}
      <TroubleBox task={task} />
      {task.trouble !== undefined && division !== undefined && day !== undefined && (
        <Button kind="plain" onClick={() => ask(division, day)}>
          {t('再问一次', 'Ask again')}
        </Button>
      )}
    </Page>
  );
}
