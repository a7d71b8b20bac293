import { routes, type schemas } from '@tongxing/contract';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { Button, Card, Rows, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

interface OneRosterProps {
  readonly roster: schemas.RosterMembership;
  readonly onChanged: () => void;
}

/** One employer or school: what it sees, since when and until when, when it looked; asking to come back, leaving. */
export function OneRoster({ roster, onChanged }: OneRosterProps) {
  const t = useWords();
  const task = useTask();
  const { memberId, name, kind, shownName, joinedAt, until, lookedAt, sees, return: asked } = roster;
  const params = { memberId };
  const back =
    kind === 'school' ? t('申请复学', 'Ask to come back to school') : t('申请复工', 'Ask to come back to work');
  const ask = async () => {
    await node().call(routes.askReturn, { params });
    onChanged();
  };
  const leave = async () => {
    await node().call(routes.leaveRoster, { params });
    onChanged();
  };
  return (
    <Card title={name}>
      <p>{t.say(sees)}</p>
      <Rows
        rows={[
          [t('显示的姓名', 'Name shown'), shownName],
          [t('加入时间', 'Since'), dayAndTime(t, joinedAt)],
          [t('有效至', 'Until'), dayAndTime(t, until)],
          [t('最近查看', 'Last looked'), lookedAt === null ? t('没有查看过', 'not yet') : dayAndTime(t, lookedAt)],
          asked === null ? undefined : [t('申请返回', 'Asked to come back'), dayAndTime(t, asked.askedAt)],
          asked === null
            ? undefined
            : [
                t('答复', 'Answer'),
                asked.approvedAt === null ? t('等待答复', 'waits') : dayAndTime(t, asked.approvedAt),
              ],
        ]}
      />
      {asked?.approvedAt !== null && (
        <Button kind="plain" busy={task.busy} onClick={() => task.run(ask)}>
          {back}
        </Button>
      )}
      <Button kind="danger" busy={task.busy} onClick={() => task.run(leave)}>
        {t('退出名单', 'Leave the list')}
      </Button>
      <TroubleBox task={task} />
    </Card>
  );
}
