import { routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { ownNode } from '@/api/node';
import { learnFamily } from '@/store/acting';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { Awaited } from './awaited';
import { Guardians } from './guardians';
import { Member } from './member';

const readFamily = async () => {
  const { dependants } = await ownNode().call(routes.listDependants, {});
  learnFamily(dependants);
  return dependants;
};

/** Whom she acts for, who acts for her, and what was done in her name. */
export default function Family() {
  const { family } = useKept();
  const t = useWords();
  const { value, task, again } = useLoaded(readFamily);
  // Without a network those are shown whom the phone knows.
  const dependants = value ?? family;
  return (
    <Page title={t('家人代办', 'Family')}>
      <p className="lead">
        {t(
          '替老人、孩子申报、领码、转码。没有智能手机的家人,通知发短信;短信送不到的,发给您。',
          'Declare, get and convert codes for the old and the young. Who has no smartphone is told by SMS; where that does not arrive, you are told.',
        )}
      </p>
      {value === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {dependants.map((dependant) =>
        dependant.state === 'active' ? (
          <Member key={dependant.dependantId} dependant={dependant} onEnded={again} />
        ) : (
          <Awaited key={dependant.dependantId} dependant={dependant} onChanged={again} />
        ),
      )}
      {value?.length === 0 && (
        <Card>
          <p>{t('还没有由您代办的家人。', 'You act for nobody yet.')}</p>
        </Card>
      )}
      <Button kind={dependants.length === 0 ? 'main' : 'plain'} onClick={() => goTo('add-family/index')}>
        {t('添加家人', 'Add somebody')}
      </Button>
      {family.some(({ relation }) => relation === 'child') && (
        <Button kind="plain" onClick={() => goTo('family-convert/index')}>
          {t('全家一起转换外省的码', 'Convert codes for the whole family')}
        </Button>
      )}
      <Guardians />
    </Page>
  );
}
