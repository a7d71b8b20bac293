import { routes, type schemas } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { node } from '@/api/node';
import { useWords } from '@/store/hooks';
import { Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { dayAndTime } from '@/words/times';

const readRules = () => node().call(routes.getRulesInForce, {});

/** What the province has announced: the rules in force, and those that are to come. */
export default function Notices() {
  const t = useWords();
  const { value: rules, task } = useLoaded(readRules);
  return (
    <Page title={t('规则和通告', 'Rules and notices')}>
      {rules === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      <TroubleBox task={task} />
      {rules !== undefined && rules.next !== null && (
        <Release
          heading={t('将要施行', 'To come')}
          since={t(`${dayAndTime(t, rules.next.effectiveAt)} 起`, `From ${dayAndTime(t, rules.next.effectiveAt)}`)}
          release={rules.next}
        />
      )}
      {rules !== undefined && (
        <Release
          heading={t('现行规则', 'In force')}
          since={t(`${dayAndTime(t, rules.effectiveAt)} 起施行`, `Since ${dayAndTime(t, rules.effectiveAt)}`)}
          release={rules}
        />
      )}
    </Page>
  );
}

interface ReleaseProps {
  readonly heading: string;
  readonly since: string;
  readonly release: Pick<schemas.RulesInForce, 'title' | 'notices'>;
}

function Release({ heading, since, release: { title, notices } }: ReleaseProps) {
  const t = useWords();
  return (
    <Card title={heading}>
      <p className="why">{t.say(title)}</p>
      <p className="fine">{since}</p>
      {notices.map((notice) => (
        <p key={notice.zh}>{t.say(notice)}</p>
      ))}
      {notices.length === 0 && <p>{t('没有其他通告。', 'There are no further notices.')}</p>}
    </Card>
  );
}
