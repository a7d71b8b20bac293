import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goTo } from '@/ui/go';
import { Button, Card, Rows, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { dayAndTime } from '@/words/times';
import { PlanPart } from './plan-part';
import { TransferForm } from './transfer-form';
import { TransferItem } from './transfer-item';

async function readStay() {
  const client = node();
  const [stay, { transfers }, { relocations }] = await Promise.all([
    stayOf(client),
    client.call(routes.listTransfers, {}),
    client.call(routes.listRelocations, {}),
  ]);
  return { stay, transfers, relocations };
}

/** Undefined of somebody who holds no converted code here. */
async function stayOf(client: ReturnType<typeof node>): Promise<schemas.GuestStay | undefined> {
  try {
    return await client.call(routes.getGuestStay, {});
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** A guest's stay: until when, and after the days of a long one the transfer to the community where she lives. */
export default function StayPage() {
  const t = useWords();
  const { value, task, again } = useLoaded(readStay);
  const isOpen = value?.transfers.some(({ closedAt }) => closedAt === null) === true;
  return (
    <Page title={t('在本省停留', 'Your stay here')}>
      {value === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {value?.transfers.map((transfer) => (
        <TransferItem key={transfer.transferId} transfer={transfer} onChange={again} />
      ))}
      {value?.relocations.map((relocation) => (
        <Relocated key={relocation.relocatedAt} relocation={relocation} />
      ))}
      {value !== undefined && value.stay === undefined && (
        <Card>
          <p>
            {t(
              '您在本省没有由外省转入的码。从外省来的,请先转换。',
              'You hold no converted code here. If you come from another province, convert yours first.',
            )}
          </p>
          <Button kind="plain" onClick={() => goTo('conversions/index')}>
            {t('外省码转换', 'Convert a code')}
          </Button>
        </Card>
      )}
      {value?.stay !== undefined && (
        <>
          <PlanPart stay={value.stay} onChange={again} />
          {Date.parse(value.stay.longSince) > now() ? (
            <Card title={t('转到居住地社区', 'Transfer to where you live')}>
              <p>
                {t(
                  `停留超过 14 天的,${dayAndTime(t, value.stay.longSince)} 起可以申请把码转到居住地社区,不用再一次次更新。`,
                  `If you stay for long, you can have your code transferred to where you live from ${dayAndTime(t, value.stay.longSince)} on, instead of renewing it.`,
                )}
              </p>
            </Card>
          ) : (
            !isOpen && <TransferForm origin={value.stay.originDivision} onSent={again} />
          )}
        </>
      )}
    </Page>
  );
}

function Relocated({ relocation }: { readonly relocation: schemas.Relocation }) {
  const t = useWords();
  const { name, residence, relocatedAt, returnedAt } = relocation;
  return (
    <Card title={t('我的码转到了哪里', 'Where your code went')}>
      <Rows
        rows={[
          [t('转到', 'To'), t.say(name)],
          [t('居住地', 'Residence'), <DivisionName key="residence" code={residence} />],
          [t('时间', 'When'), dayAndTime(t, relocatedAt)],
          returnedAt === null ? undefined : [t('已转回', 'Came back'), dayAndTime(t, returnedAt)],
        ]}
      />
    </Card>
  );
}
