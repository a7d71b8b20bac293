import { routes } from '@tongxing/contract';
import { useRouter } from '@tarojs/taro';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useWords } from '@/store/hooks';
import { Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { JoinRoster } from './join-roster';
import { OneRoster } from './one-roster';

const readRosters = async () => (await node().call(routes.listRosters, {})).rosters;

/** Which employers and schools see whether she may come in; she joins and leaves by herself. */
export default function Rosters() {
  const t = useWords();
  const { code = '' } = useRouter().params;
  const { value: rosters, task, again } = useLoaded(readRosters);
  return (
    <Page title={t('单位和学校', 'Employer and school')}>
      <p className="lead">
        {t(
          '没有您的同意,单位和学校看不到您的任何信息。同意后,它们只看到您今天能不能来。您可以随时退出。',
          'An employer or a school sees nothing of you unless you agree; then only whether you may come in today. You can leave at any time.',
        )}
      </p>
      {rosters === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {rosters?.map((roster) => (
        <OneRoster key={roster.memberId} roster={roster} onChanged={again} />
      ))}
      {rosters?.length === 0 && <Card>{t('您没有加入任何单位或学校。', 'You are on no list.')}</Card>}
      <JoinRoster invited={code} onJoined={again} />
    </Page>
  );
}
