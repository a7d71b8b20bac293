import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, Field, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

interface AwaitedProps {
  readonly dependant: schemas.Dependant;
  readonly onChanged: () => void;
}

/** An adult who is still to agree: she does by telling the code that was sent to her own phone. */
export function Awaited({ dependant: { dependantId, maskedName, endsAt }, onChanged }: AwaitedProps) {
  const t = useWords();
  const task = useTask();
  const [code, setCode] = useState('');
  const params = { dependantId };
  const confirm = async () => {
    await ownNode().call(routes.confirmDependant, { params, body: { code } });
    onChanged();
  };
  const takeBack = async () => {
    await ownNode().call(routes.endDependant, { params });
    onChanged();
  };
  return (
    <Card title={t(`等${maskedName}同意`, `${maskedName} is to agree`)}>
      <p>
        {t(
          '验证码已发到这位家人的手机。同意由您代办的,请把 6 位验证码告诉您。普通手机也收得到。',
          'A code was sent to the phone of this person, who agrees by telling it to you. Any mobile phone receives it.',
        )}
      </p>
      {endsAt !== null && (
        <p className="fine">{t(`${dayAndTime(t, endsAt)} 前有效`, `Good until ${dayAndTime(t, endsAt)}`)}</p>
      )}
      <Field
        name={t('家人收到的 6 位验证码', 'The six digits')}
        kind="number"
        value={code}
        maxLength={6}
        onInput={setCode}
      />
      <Button disabled={!/^\d{6}$/.test(code)} busy={task.busy} onClick={() => task.run(confirm)}>
        {t('确认同意', 'Confirm')}
      </Button>
      <Button kind="quiet" disabled={task.busy} onClick={() => task.run(takeBack)}>
        {t('不添加了', 'Take it back')}
      </Button>
      <TroubleBox task={task} />
    </Card>
  );
}
