import { routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { now } from '@/phone/code';
import { useKept, useWords } from '@/store/hooks';
import { appealName, appealStanding } from '@/ui/appeal-words';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { dayAndTime } from '@/words/times';
import { Hearings } from './hearings';

const readAppeals = async () => (await node().call(routes.listAppeals, {})).appeals;

/** Her appeals and applications to turn green, each with where it stands. */
export default function Appeals() {
  const { health } = useKept();
  const t = useWords();
  const { value: appeals, task } = useLoaded(readAppeals);
  return (
    <Page title={t('申诉和申请', 'Appeals and applications')}>
      {appeals === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      <Hearings />
      {appeals?.length === 0 && <Card>{t('还没有申诉或申请。', 'There are none yet.')}</Card>}
      {appeals?.map((appeal) => (
        <Card key={appeal.appealId} title={t.say(appealName(appeal))}>
          <p className="why">{t.say(appealStanding(appeal, now(), t))}</p>
          <p className="fine">
            {t(
              `${dayAndTime(t, appeal.filedAt)} 提交,编号 ${appeal.number}`,
              `Filed ${dayAndTime(t, appeal.filedAt)}, number ${appeal.number}`,
            )}
          </p>
          <Button
            kind="plain"
            name={t(`查看 ${appeal.number}`, `Open ${appeal.number}`)}
            onClick={() => goTo(`appeal/index?id=${appeal.appealId}`)}
          >
            {t('查看', 'Open')}
          </Button>
        </Card>
      ))}
      <Button kind="quiet" onClick={() => goTo('said-of-me/index')}>
        {t('谁对我作了认定', 'Who has decided about me')}
      </Button>
      {health !== undefined && (
        <Button kind="main" onClick={() => goTo('appeal/index')}>
          {t('提出申诉', 'Appeal')}
        </Button>
      )}
      {health !== undefined && health.colour !== 'green' && (
        <Button kind="plain" onClick={() => goTo('green-application/index')}>
          {t('申请转绿', 'Apply to turn green')}
        </Button>
      )}
    </Page>
  );
}
