import { routes, type AnswerOf } from '@tongxing/contract';
import { useEffect, useState } from 'react';
import { node } from '@/api/node';
import { useTask, type Task } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Card, Choice, TroubleBox, Waiting } from '@/ui/kit';

export type PledgeText = AnswerOf<typeof routes.getPledge>;

export interface ReadPledge {
  readonly text: PledgeText | undefined;
  readonly task: Task;
}

/** The pledge as this province words it today. */
export function usePledge(): ReadPledge {
  const task = useTask();
  const [text, setText] = useState<PledgeText>();
  useEffect(() => task.run(async () => setText(await node().call(routes.getPledge, {}))), [task.run]);
  return { text, task };
}

/** Her word that the pledge of this version holds. */
export function confirmed({ version }: PledgeText) {
  return { version, confirmed: true };
}

interface PledgeCardProps {
  readonly pledge: ReadPledge;
  readonly promised: boolean;
  readonly onPromise: (promised: boolean) => void;
}

export function PledgeCard({ pledge: { text, task }, promised, onPromise }: PledgeCardProps) {
  const t = useWords();
  return (
    <Card title={t('承诺书', 'The pledge')}>
      {text === undefined ? (
        task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>
      ) : (
        <>
          <p className="quote">{t.say(text)}</p>
          <Choice name={t('我已阅读并承诺', 'I have read it and I promise')} on={promised} onChange={onPromise} />
        </>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
