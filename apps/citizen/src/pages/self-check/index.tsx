import { routes } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { sourceName } from '@/ui/reason-card';
import { dayAndTime, dayOf } from '@/words/times';
import { compareStays, listReceivedAt, testsOf, type Compared, type Test } from './compare';

const hourMs = 3_600_000;
const readInputs = () => node().call(routes.getDecisionInputs, {});

/** Her fourteen days beside the list of risk areas, and how old her tests are: what the colour was decided from, to check it herself. */
export default function SelfCheck() {
  const t = useWords();
  const { value: bundle, task } = useLoaded(readInputs);
  return (
    <Page title={t('核对行程和检测', 'Check itinerary and tests')}>
      {bundle === undefined ? (
        task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>
      ) : (
        <>
          <p className="lead">
            {t(
              '这里是判定颜色所用的行程、名单和检测,请逐条核对。',
              'The stays, list and tests that your colour was decided from: please check each.',
            )}
          </p>
          <Card title={t('行程和风险地区', 'Itinerary and risk areas')}>
            <ul className="list">
              {compareStays(bundle, now()).map((compared) => (
                <StayItem
                  key={`${compared.stay.source} ${compared.stay.division} ${compared.stay.from}`}
                  compared={compared}
                />
              ))}
            </ul>
            <p className="fine">{listWords(t, listReceivedAt(bundle))}</p>
            <Button kind="plain" onClick={() => goTo('risk-areas/index')}>
              {t('按地名查风险地区', 'Look up risk areas by name')}
            </Button>
            <Button kind="plain" onClick={() => goTo('declare/index')}>
              {t('行程不对,重新申报', 'It is wrong: declare again')}
            </Button>
          </Card>
          <Card title={t('核酸检测', 'Tests')}>
            <TestList tests={testsOf(bundle)} />
          </Card>
          <Button kind="plain" onClick={() => goTo('appeal/index')}>
            {t('记录不对,提出申诉', 'A record is wrong: appeal')}
          </Button>
        </>
      )}
      <TroubleBox task={task} />
    </Page>
  );
}

function StayItem({ compared }: { readonly compared: Compared }) {
  const t = useWords();
  const { stay, within, around } = compared;
  return (
    <li className="list-item">
      <span className="list-text">
        <DivisionName code={stay.division} />
        <span className="fine">
          {dayOf(t, stay.from)} – {dayOf(t, stay.to)} · {sourceName(t, stay.source)}
        </span>
        {within.length > 0 ? (
          <span className="why">{t('在风险地区名单上', 'On the list of risk areas')}</span>
        ) : around.length > 0 ? (
          <span>
            {t('这里有风险地区,请核对是否去过:', 'Risk areas lie here; were you there: ')}
            {around.slice(0, 5).map(({ division }) => (
              <span key={division}>
                <DivisionName code={division} />{' '}
              </span>
            ))}
          </span>
        ) : (
          <span>{t('✓ 不在风险地区名单上', '✓ Not on the list of risk areas')}</span>
        )}
      </span>
    </li>
  );
}

function TestList({ tests }: { readonly tests: readonly Test[] }) {
  const t = useWords();
  if (tests.length === 0) return <p>{t('没有检测记录。', 'There are no tests on record.')}</p>;
  return (
    <ul className="list">
      {tests.map(({ result, sampledAt, reportedAt }) => (
        <li key={sampledAt} className="list-item">
          <span className="list-text">
            <span className="why">
              {result === 'negative' ? t('阴性', 'Negative') : t('阳性', 'Positive')}
              {t(`,采样已 ${hoursSince(sampledAt)} 小时`, `, sampled ${hoursSince(sampledAt)} h ago`)}
            </span>
            <span className="fine">
              {t(
                `${dayAndTime(t, sampledAt)} 采样,${dayAndTime(t, reportedAt)} 报告`,
                `sampled ${dayAndTime(t, sampledAt)}, reported ${dayAndTime(t, reportedAt)}`,
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function hoursSince(instant: string): number {
  return Math.max(0, Math.floor((now() - Date.parse(instant)) / hourMs));
}

function listWords(t: ReturnType<typeof useWords>, receivedAt: string | undefined): string {
  return receivedAt === undefined
    ? t('还没有收到风险地区名单。', 'No list of risk areas has been received.')
    : t(`名单收到于 ${dayAndTime(t, receivedAt)}`, `List received ${dayAndTime(t, receivedAt)}`);
}
