import { useState } from 'react';
import { routes, type schemas } from '@tongxing/contract';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { Button, Card, Field, Rows, TroubleBox } from '@/ui/kit';
import { Page } from '@/ui/page';
import { dayAndTime } from '@/words/times';

/** The receipt of an account that was closed: by its number, which this phone has kept, for anybody who holds it. */
export default function Receipt() {
  const { receiptId } = useKept();
  const t = useWords();
  const task = useTask();
  const [number, setNumber] = useState(receiptId ?? '');
  const [found, setFound] = useState<schemas.CheckedCertificate>();
  const look = async () => {
    setFound(await ownNode().call(routes.checkCertificate, { params: { certificateId: number.trim().toLowerCase() } }));
  };
  return (
    <Page title={t('注销回执', 'Receipt of a closed account')}>
      <p className="lead">
        {t('回执写明销毁了什么、什么时候,不写是谁。', 'It says what was destroyed and when, and not whose it was.')}
      </p>
      <Card>
        <Field name={t('回执编号', 'Number of the receipt')} value={number} maxLength={36} onInput={setNumber} />
        <Button disabled={number.trim().length !== 36} busy={task.busy} onClick={() => task.run(look)}>
          {t('核验', 'Check')}
        </Button>
      </Card>
      <TroubleBox task={task} />
      {found !== undefined && (
        <Card title={t('本平台开具,有效', 'Issued by this platform; it stands')}>
          <p role="status">{t.say(found.text)}</p>
          <Rows rows={[[t('开具时间', 'Issued'), dayAndTime(t, found.issuedAt)]]} />
        </Card>
      )}
    </Page>
  );
}
