import { routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { Button, Card, Rows, TroubleBox } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

const readPrompts = async () =>
  (await node().call(routes.listStandingConsents, {})).consents.filter(
    ({ revokedAt, endsAt }) => revokedAt === null && Date.parse(endsAt) > now(),
  );

/** Consents to be prompted on arrival, as long as they stand. */
export function PromptConsents() {
  const t = useWords();
  const { value: consents, task: reading, again } = useLoaded(readPrompts);
  const task = useTask();
  const revoke = async (consentId: string) => {
    await node().call(routes.revokeStandingConsent, { params: { consentId } });
    again();
  };
  return (
    <>
      {consents?.map(({ consentId, originDivision, scope, grantedAt, endsAt }) => (
        <Card key={consentId} title={t('到达时提醒转码', 'To be prompted on arrival')}>
          <Rows
            rows={[
              [t('从', 'From'), <DivisionName key="from" code={originDivision} />],
              [t('到', 'To'), <DivisionName key="to" code={scope} />],
              [t('授权时间', 'Since'), dayAndTime(t, grantedAt)],
              [t('有效至', 'Until'), dayAndTime(t, endsAt)],
            ]}
          />
          <Button kind="danger" busy={task.busy} onClick={() => task.run(() => revoke(consentId))}>
            {t('撤回提醒授权', 'Withdraw this consent')}
          </Button>
        </Card>
      ))}
      <TroubleBox task={reading} />
      <TroubleBox task={task} />
    </>
  );
}
