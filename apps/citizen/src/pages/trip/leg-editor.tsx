import { useState } from 'react';
import { DayPicker } from '@/forms/day-picker';
import type { LegEntered } from '@/forms/leg-times';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { DivisionPicker } from '@/ui/division-picker';
import { Button, Card, Choice } from '@/ui/kit';
import { startOfDay } from '@/words/times';

interface LegEditorProps {
  /** The day on which the leg before it ends. */
  readonly notBefore: number | undefined;
  readonly here: string | undefined;
  readonly onDone: (leg?: LegEntered) => void;
}

/** As far as rules are known. */
const daysAhead = 29;

/** One leg: where, from which day to which, and whether that province may have the declaration. */
export function LegEditor({ notBefore, here, onDone }: LegEditorProps) {
  const t = useWords();
  const [division, setDivision] = useState<string>();
  const [arrive, setArrive] = useState<number>();
  const [leave, setLeave] = useState<number>();
  const [kind, setKind] = useState<LegEntered['kind']>('stay');
  const [handOn, setHandOn] = useState(false);
  const first = notBefore ?? startOfDay(now());
  const days = Array.from({ length: daysAhead }, (_, ahead) => startOfDay(now(), -ahead)).filter((day) => day >= first);
  const isElsewhere = division !== undefined && division.slice(0, 2) !== here?.slice(0, 2);
  const cancel = (
    <Button kind="quiet" onClick={() => onDone()}>
      {t('取消', 'Cancel')}
    </Button>
  );
  if (division === undefined) {
    return (
      <Card title={t('去哪里', 'Where to')}>
        <DivisionPicker least="city" onPick={(code) => setDivision(code.slice(0, 6))} />
        {cancel}
      </Card>
    );
  }
  if (arrive === undefined || leave === undefined) {
    return (
      <Card title={arrive === undefined ? t('哪天到', 'Which day you arrive') : t('哪天离开', 'Which day you leave')}>
        <DivisionName code={division} />
        <DayPicker
          days={arrive === undefined ? days : days.filter((day) => day >= arrive)}
          onPick={arrive === undefined ? setArrive : setLeave}
        />
        {cancel}
      </Card>
    );
  }
  return (
    <>
      <Card title={t('停留还是途经', 'A stay, or passing through')}>
        <DivisionName code={division} />
        <Choice kind="radio" name={t('停留', 'I stay')} on={kind === 'stay'} onChange={() => setKind('stay')} />
        <Choice
          kind="radio"
          name={t('只途经', 'I pass through')}
          more={t('出示现有的码,不用申请', 'showing the code you have')}
          on={kind === 'transit'}
          onChange={() => setKind('transit')}
        />
      </Card>
      {isElsewhere && kind === 'stay' && (
        <Card title={t('转交申报', 'Handing it on')}>
          <Choice
            name={t('同意把这份申报转交给该省', 'I agree that this declaration is handed on to that province')}
            more={t(
              '到了那里登录并实名,确认一次即可申请;可以随时撤回',
              'there you sign in, verify, and confirm once; you can withdraw it at any time',
            )}
            on={handOn}
            onChange={setHandOn}
          />
        </Card>
      )}
      <Button
        onClick={() => onDone({ division, arrive, leave, kind, handOn: handOn && isElsewhere && kind === 'stay' })}
      >
        {t('加入行程', 'Add it')}
      </Button>
      {cancel}
    </>
  );
}
