import type { schemas } from '@tongxing/contract';
import { useWords } from '@/store/hooks';
import type { Bilingual, Speaker } from '@/words/language';
import { ago, dayAndTime, left } from '@/words/times';
import { Comparing } from './comparing';
import { goTo } from './go';
import { Button, Call, Card, Rows } from './kit';

const sourceNames: Readonly<Record<string, Bilingual>> = {
  'population-registry': { zh: '人口库', en: 'population registry' },
  'itinerary-card': { zh: '通信行程卡', en: 'itinerary card' },
  'health-commission': { zh: '卫健委', en: 'health commission' },
  'nat-laboratory': { zh: '核酸检测机构', en: 'NAT laboratory' },
  'national-platform': { zh: '国家平台', en: 'national platform' },
  'origin-province': { zh: '来源省份', en: 'your province of origin' },
  declaration: { zh: '本人申报', en: 'your declaration' },
};

export function sourceName(t: Speaker, source: string): string {
  const name = sourceNames[source];
  return name === undefined ? source : t.say(name);
}

/** Why this colour: the rule, whose it is, what it rests on and how fresh that is, until when, what releases it, how to contest it. */
export function ReasonCard({ told, at }: { readonly told: schemas.HealthInformation; readonly at: number }) {
  const t = useWords();
  return (
    <>
      <Comparing />
      {told.reasons.map((reason) => (
        <Card key={reason.ruleId}>
          <p className="why">{t.say(reason.text)}</p>
          <Rows
            rows={[
              [
                t('到什么时候', 'Until'),
                reason.until === null
                  ? t('情况变化为止', 'something changes')
                  : `${dayAndTime(t, reason.until)}(${left(t, Date.parse(reason.until) - at)})`,
              ],
              [t('怎样解除', 'What releases it'), t.say(reason.release)],
              [t('谁定的', 'Whose rule'), t.say(reason.authority)],
              [t('规则', 'Rule'), `${reason.documentNumber} · ${reason.ruleId}`],
              ...freshest(reason.facts).map(
                (fact) =>
                  [
                    sourceName(t, fact.source),
                    t(
                      `${ago(t, at - Date.parse(fact.receivedAt))}收到`,
                      `received ${ago(t, at - Date.parse(fact.receivedAt))}`,
                    ),
                  ] as const,
              ),
            ]}
          />
        </Card>
      ))}
      {told.unknown.length > 0 && (
        <Card title={t('还不知道的', 'What is not known yet')}>
          {told.unknown.map(({ input, source, lastReceivedAt }) => (
            <p key={`${input} ${source}`}>
              {sourceName(t, source)}
              {lastReceivedAt === null
                ? t(':还没有回应', ': no answer yet')
                : t(`:最近一次是 ${dayAndTime(t, lastReceivedAt)}`, `: last heard ${dayAndTime(t, lastReceivedAt)}`)}
            </p>
          ))}
        </Card>
      )}
      <Card title={t('觉得不对?', 'You disagree?')}>
        <p>{t.say(told.contest.text)}</p>
        <Button kind="plain" onClick={() => goTo('appeal/index')}>
          {t('提出申诉', 'Appeal')}
        </Button>
        <Call phone={told.contest.hotline} />
      </Card>
    </>
  );
}

/** One fact of each source: the latest received. */
function freshest(facts: schemas.Reason['facts']): schemas.Reason['facts'] {
  const latest = new Map<string, schemas.Reason['facts'][number]>();
  for (const fact of facts) {
    const held = latest.get(fact.source);
    if (held === undefined || Date.parse(held.receivedAt) < Date.parse(fact.receivedAt)) latest.set(fact.source, fact);
  }
  return [...latest.values()];
}
