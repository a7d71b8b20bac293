import { routes, type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, Rows, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

interface PrintedProps {
  readonly paper: schemas.PaperRecord;
  readonly onRevoked: (paperId: string) => void;
}

/** A code on paper that still stands: all its copies end together. */
export function Printed({ paper: { paperId, issuedAt, expiresAt }, onRevoked }: PrintedProps) {
  const t = useWords();
  const task = useTask();
  const [sure, setSure] = useState(false);
  const revoke = async () => {
    await node().call(routes.revokePaperCode, { params: { paperId } });
    onRevoked(paperId);
  };
  return (
    <Card title={t('已制作的纸质码', 'Already on paper')}>
      <Rows
        rows={[
          [t('制作', 'Made'), dayAndTime(t, issuedAt)],
          [t('有效至', 'Until'), dayAndTime(t, expiresAt)],
        ]}
      />
      {sure ? (
        <>
          <p>
            {t(
              '作废后,这张纸和它的所有复印件都不能再用。手机上的码不受影响,也可以马上再做一张。',
              'The paper and all its copies are then void. The code on the phone is not affected, and you can make another at once.',
            )}
          </p>
          <Button kind="danger" busy={task.busy} onClick={() => task.run(revoke)}>
            {t('确定作废', 'Revoke it')}
          </Button>
          <Button kind="plain" disabled={task.busy} onClick={() => setSure(false)}>
            {t('不作废', 'Keep it')}
          </Button>
        </>
      ) : (
        <Button kind="danger" onClick={() => setSure(true)}>
          {t('丢了,作废', 'Lost: revoke it')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
