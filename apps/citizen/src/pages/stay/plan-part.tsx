import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { DayPicker } from '@/forms/day-picker';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goTo } from '@/ui/go';
import { Button, Card, Rows, TroubleBox } from '@/ui/kit';
import { dayAndTime, dayOf, startOfDay, toInstant } from '@/words/times';

interface PlanPartProps {
  readonly stay: schemas.GuestStay;
  readonly onChange: () => void;
}

const daysAhead = 45;
/** She leaves in the evening of the day she names. */
const untilMs = 20 * 3_600_000;

/** Since when, and until when: said once, so that she is told in time that her code ends before she leaves. */
export function PlanPart({ stay, onChange }: PlanPartProps) {
  const t = useWords();
  const task = useTask();
  const [choosing, setChoosing] = useState(false);
  const { originDivision, since, codeEndsAt, leavesAt, endsBeforeLeaving } = stay;
  const plan = (day: number) =>
    task.run(async () => {
      await node().call(routes.planGuestStay, { body: { leavesAt: toInstant(day + untilMs) } });
      setChoosing(false);
      onChange();
    });
  return (
    <Card title={t('这次停留', 'This stay')}>
      <Rows
        rows={[
          [t('从', 'From'), <DivisionName key="from" code={originDivision} />],
          [t('开始', 'Since'), dayOf(t, since)],
          [t('码有效至', 'Code until'), dayAndTime(t, codeEndsAt)],
          [t('打算离开', 'Leaving'), leavesAt === null ? t('还没有填写', 'not said yet') : dayOf(t, leavesAt)],
        ]}
      />
      {endsBeforeLeaving && (
        <>
          <p className="notice">
            {t('码在您离开之前到期,到期前请更新一次。', 'Your code ends before you leave: please renew it before.')}
          </p>
          <Button kind="plain" onClick={() => goTo('conversions/index')}>
            {t('去更新', 'Renew')}
          </Button>
        </>
      )}
      {choosing ? (
        <>
          <p className="why">{t('哪天离开', 'Which day you leave')}</p>
          <DayPicker
            days={Array.from({ length: daysAhead }, (_, ahead) => startOfDay(now(), -ahead)).filter(
              (day) => day + untilMs > now(),
            )}
            onPick={plan}
          />
          <Button kind="quiet" onClick={() => setChoosing(false)}>
            {t('取消', 'Cancel')}
          </Button>
        </>
      ) : (
        <Button kind="plain" busy={task.busy} onClick={() => setChoosing(true)}>
          {leavesAt === null ? t('填写离开日期', 'Say when you leave') : t('改离开日期', 'Change the day')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
