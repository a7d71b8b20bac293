import { routes, type schemas } from '@tongxing/contract';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goTo } from '@/ui/go';
import { Button, Card, Rows, TroubleBox } from '@/ui/kit';
import { clockTime, dayAndTime, dayOf } from '@/words/times';
import { grades } from './grades';

/** One visit: where, when and how it is known, what is left to do, and "not me". */
export function VisitCard({ visit, onContested }: { readonly visit: schemas.Visit; readonly onContested: () => void }) {
  const t = useWords();
  const task = useTask();
  const { visitId, venueName, division, visitedAt, grade, confirmBy, doubtful, contestedAt, goneAt } = visit;
  const contest = async () => {
    await node().call(routes.contestVisit, { params: { visitId } });
    onContested();
  };
  return (
    <Card title={venueName}>
      <Rows
        rows={[
          [t('时间', 'When'), dayAndTime(t, visitedAt)],
          [t('地点', 'Where'), <DivisionName key="division" code={division} />],
          [t('登记依据', 'Known by'), t.say(grades[grade])],
          [t('保存到', 'Kept until'), dayOf(t, goneAt)],
        ]}
      />
      {confirmBy !== null && <ShowCode confirmBy={confirmBy} />}
      {doubtful && contestedAt === null && (
        <p role="status">
          {t(
            '与另一个城市的到访只隔几分钟,已标为存疑。哪一次不是您,请点「不是我」。',
            'Another visit in another city was minutes away: both are marked as doubtful. Tap "Not me" on the one that was not you.',
          )}
        </p>
      )}
      {contestedAt === null ? (
        <Button
          kind="plain"
          busy={task.busy}
          name={t(`不是我:${venueName}`, `Not me: ${venueName}`)}
          onClick={() => task.run(contest)}
        >
          {t('不是我', 'Not me')}
        </Button>
      ) : (
        <p role="status">
          {t(
            `您于${dayAndTime(t, contestedAt)}说明不是本人,这次到访已不再计入。`,
            `You said at ${dayAndTime(t, contestedAt)} that it was not you; the visit counts for nothing.`,
          )}
        </p>
      )}
      <TroubleBox task={task} />
    </Card>
  );
}

function ShowCode({ confirmBy }: { readonly confirmBy: string }) {
  const t = useWords();
  const until = clockTime(Date.parse(confirmBy)).slice(0, 5);
  return (
    <>
      <p role="status">
        {t(
          `请在${until}前向门口的工作人员出示健康码,到访才算登记;过时自动撤销。`,
          `Show your code to the person at the door before ${until}: only then the visit is registered. After that it vanishes by itself.`,
        )}
      </p>
      <Button onClick={() => goTo('code/index')}>{t('出示健康码', 'Show my code')}</Button>
    </>
  );
}
