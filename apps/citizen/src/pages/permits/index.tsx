import { routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { now } from '@/phone/code';
import { useKept, useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { Card, Rows, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { dayAndTime, left } from '@/words/times';
import { AskPermit } from './ask-permit';

const readPermits = async () => (await node().call(routes.listMovementPermits, {})).permits;

/** One way home, for some hours, although the code is yellow. */
export default function Permits() {
  const { health } = useKept();
  const t = useWords();
  const { value: permits, task, again } = useLoaded(readPermits);
  return (
    <Page title={t('限时通行', 'Movement permit')}>
      <p className="lead">
        {t(
          '黄码期间可以自助办理一次,用于单程回家。通行时请佩戴口罩,直接前往。',
          'While your code is yellow you can have one, to get home one way. Wear a mask and go straight there.',
        )}
      </p>
      {permits === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {permits?.map(({ permitId, division, from, until }) => (
        <Card key={permitId} title={t('正在生效', 'In force')}>
          <p className="why">{left(t, Date.parse(until) - now())}</p>
          <Rows
            rows={[
              [t('前往', 'To'), <DivisionName key="to" code={division} />],
              [t('开始', 'From'), dayAndTime(t, from)],
              [t('结束', 'Until'), dayAndTime(t, until)],
            ]}
          />
          <p className="fine">
            {t('查验点扫您的码时会看到这项通行。', 'A checkpoint sees it when it scans your code.')}
          </p>
        </Card>
      ))}
      {permits?.length === 0 &&
        (health?.colour === 'yellow' ? (
          <AskPermit onIssued={again} />
        ) : (
          <Card>
            {t('只有黄码可以办理。现在没有生效的限时通行。', 'It is for yellow codes only. None is in force now.')}
          </Card>
        ))}
    </Page>
  );
}
