import { routes } from '@tongxing/contract';
import { useState } from 'react';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, Statement, TroubleBox } from '@/ui/kit';

interface SecondLookProps {
  readonly appealId: string;
  readonly onAsked: () => void;
}

/** After an answer she does not agree with: another person looks, once. */
export function SecondLook({ appealId, onAsked }: SecondLookProps) {
  const t = useWords();
  const task = useTask();
  const [statement, setStatement] = useState('');
  const ask = async () => {
    await node().call(routes.askSecondLook, { params: { appealId }, body: { statement: statement.trim() } });
    onAsked();
  };
  return (
    <Card title={t('不同意这个答复', 'You disagree with the answer')}>
      <p>{t('可以申请一次复核,由另一个人办理。', 'You can ask once that another person looks at it.')}</p>
      <Statement name={t('为什么不同意', 'Why you disagree')} value={statement} onInput={setStatement} />
      <Button disabled={statement.trim() === ''} busy={task.busy} onClick={() => task.run(ask)}>
        {t('申请复核', 'Ask for a second look')}
      </Button>
      <TroubleBox task={task} />
    </Card>
  );
}
