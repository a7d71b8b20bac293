import { routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goTo } from '@/ui/go';
import { Button, Card, Rows, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { dayAndTime } from '@/words/times';

const readRecords = async () => (await node().call(routes.listAccessRecords, {})).records;

/** Which staff looked at her data, what for, and what they saw. */
export default function AccessRecords() {
  const t = useWords();
  const { value: records, task } = useLoaded(readRecords);
  return (
    <Page title={t('谁看过我的信息', 'Who looked at my data')}>
      <p className="lead">
        {t(
          '工作人员每次查看您的信息都要写明理由,并记在这里。',
          'Whenever staff look at your data they must say why, and it is recorded here.',
        )}
      </p>
      {records === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      <Button kind="quiet" onClick={() => goTo('said-of-me/index')}>
        {t('谁对我作了认定', 'Who has decided about me')}
      </Button>
      {records?.length === 0 && <Card>{t('还没有人查看过。', 'Nobody has looked yet.')}</Card>}
      {records?.map(({ accessId, at, role, division, purpose, seen, reference }) => (
        <Card key={accessId} title={t.say(purpose.name)}>
          <Rows
            rows={[
              [t('时间', 'When'), dayAndTime(t, at)],
              [t('岗位', 'Role'), t.say(role.name)],
              [t('区划', 'Of'), <DivisionName key="division" code={division} />],
              [t('看了什么', 'What was seen'), seen.map(({ name }) => t.say(name)).join(t('、', ', '))],
              [t('办理编号', 'Reference'), reference],
            ]}
          />
        </Card>
      ))}
    </Page>
  );
}
