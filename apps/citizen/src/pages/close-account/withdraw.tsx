import { routes, type schemas } from '@tongxing/contract';
import { ownNode } from '@/api/node';
import { useTask } from '@/api/task';
import { keep } from '@/store/kept';
import { useWords } from '@/store/hooks';
import { Button, Card, Rows, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

/** Asked for, and not begun: when it begins, the number of the receipt, and the way back. */
export function Withdraw({ closure, onKept }: { readonly closure: schemas.Closure; readonly onKept: () => void }) {
  const t = useWords();
  const task = useTask();
  const { closureId, askedAt, dueAt, begunAt } = closure;
  const takeBack = async () => {
    await ownNode().call(routes.keepAccount, {});
    keep({ receiptId: undefined });
    onKept();
  };
  return (
    <Card
      title={begunAt === null ? t('已申请注销', 'You have asked to close it') : t('正在注销', 'It is being closed')}
    >
      <Rows
        rows={[
          [t('申请时间', 'Asked'), dayAndTime(t, askedAt)],
          [t('开始时间', 'Begins'), dayAndTime(t, begunAt ?? dueAt)],
          [t('回执编号', 'Receipt'), closureId],
        ]}
      />
      <p className="hint">
        {t(
          '办完后凭编号可以核验回执。编号已存在这部手机里,也会用短信发给您。',
          'Afterwards the receipt is checked by its number; it is kept on this phone and sent to you by message.',
        )}
      </p>
      {begunAt === null && (
        <Button busy={task.busy} onClick={() => task.run(takeBack)}>
          {t('撤回,保留账号', 'Take it back, keep my account')}
        </Button>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}
