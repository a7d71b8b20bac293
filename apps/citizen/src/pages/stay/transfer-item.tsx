import { routes, type schemas } from '@tongxing/contract';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { Button, Card, Rows, TroubleBox } from '@/ui/kit';
import type { Bilingual } from '@/words/language';
import { dayAndTime } from '@/words/times';

const stateNames: Readonly<Record<schemas.Transfer['state'], Bilingual>> = {
  'in-review': { zh: '社区核实中', en: 'Being checked' },
  'telling-origin': { zh: '正在告知原省份', en: 'Your province is being told' },
  done: { zh: '已转入', en: 'Transferred' },
  rejected: { zh: '未通过', en: 'Not agreed' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
};

interface TransferItemProps {
  readonly transfer: schemas.Transfer;
  readonly onChange: () => void;
}

/** A transfer: how it stands, why, what comes next by itself. */
export function TransferItem({ transfer, onChange }: TransferItemProps) {
  const t = useWords();
  const task = useTask();
  const { transferId, originDivision, residence, state, shown, cause, next, appliedAt } = transfer;
  const withdraw = async () => {
    await node().call(routes.withdrawTransfer, { params: { transferId } });
    onChange();
  };
  return (
    <Card title={t.say(stateNames[state])}>
      <Rows
        rows={[
          [t('从', 'From'), <DivisionName key="from" code={originDivision} />],
          [t('转到', 'To'), <DivisionName key="to" code={residence} />],
          [t('申请', 'Applied'), dayAndTime(t, appliedAt)],
        ]}
      />
      <p role="status">{t.say(shown)}</p>
      {cause !== null && (
        <>
          <p className="why">{t.say(cause.text)}</p>
          <p>{t.say(cause.cure)}</p>
        </>
      )}
      {next !== null && (
        <p className="hint">
          {dayAndTime(t, next.at)} · {t.say(next.what)}
        </p>
      )}
      {state === 'in-review' && (
        <Button kind="danger" busy={task.busy} onClick={() => task.run(withdraw)}>
          {t('撤回转入申请', 'Withdraw it')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
