import { ProblemError, routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { DisputeCard } from './dispute-card';
import { OrderCard } from './order-card';
import { ReceivedCard } from './received-card';

async function readAll() {
  const [{ orders }, { received }, disputes] = await Promise.all([
    node().call(routes.listColourOrders, {}),
    node().call(routes.listReceivedColours, {}),
    readDisputes(),
  ]);
  const inDispute = disputes.map(({ origin }) => origin.division);
  return { orders, disputes, received: received.filter(({ division }) => !inDispute.includes(division)) };
}

/** What people, lists and other provinces have decided about her, each with its paper, its end and what she can do against it. */
export default function SaidOfMe() {
  const t = useWords();
  const { value: said, task } = useLoaded(readAll);
  const isNothing = said !== undefined && said.orders.length + said.disputes.length + said.received.length === 0;
  return (
    <Page title={t('谁对我作了认定', 'Who has decided about me')}>
      <p className="lead">
        {t(
          '名单、人工赋码和其他省份告知的颜色都列在这里:依据什么、到哪天、怎样提出异议。',
          'Lists, colours set by hand and what other provinces have said: on what ground, until when, and how to contest it.',
        )}
      </p>
      {said === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {isNothing && (
        <Card>
          {t(
            '现在没有名单、人工赋码或外省的认定。',
            'No list, no colour by hand and no other province stands on you now.',
          )}
        </Card>
      )}
      {said?.disputes.map((dispute) => (
        <DisputeCard key={dispute.origin.division} dispute={dispute} />
      ))}
      {said?.orders.map((order) => (
        <OrderCard key={order.orderId} order={order} />
      ))}
      {said?.received.map((received) => (
        <ReceivedCard key={received.division} received={received} />
      ))}
      <Button kind="quiet" onClick={() => goTo('appeals/index')}>
        {t('我的申诉和申请', 'My appeals and applications')}
      </Button>
    </Page>
  );
}

/** Before anything is decided of her nothing is in dispute. */
async function readDisputes() {
  try {
    return (await node().call(routes.listDisputes, {})).disputes;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'no-decision-yet') return [];
    throw error;
  }
}
