import { colourSigns, type schemas } from '@tongxing/contract';
import { useWords } from '@/store/hooks';
import { Call, Card, ColourSign, Rows } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

type Received = schemas.ReceivedColours['received'][number];

/** What another province has said of her colour. */
export function ReceivedCard({ received }: { readonly received: Received }) {
  const t = useWords();
  return (
    <Card title={t(`${received.name.zh}告知的颜色`, `What ${received.name.en} has said`)}>
      <Side side={received} />
      <Rows
        rows={[
          [t('最近一次', 'Last heard'), dayAndTime(t, received.asOf)],
          [t('告知到', 'It tells until'), dayAndTime(t, received.toldUntil)],
        ]}
      />
      {received.contact !== null && <Call phone={received.contact} />}
    </Card>
  );
}

/** Its colour with its rules, in its own words. */
export function Side({ side }: { readonly side: Pick<Received, 'colour' | 'since' | 'until' | 'rules'> }) {
  const t = useWords();
  const { colour, since, until, rules } = side;
  return (
    <>
      <ColourSign sign={colourSigns[colour]} small />
      {rules.map((rule) => (
        <p key={rule.ruleId}>{t.say(rule.text)}</p>
      ))}
      <Rows
        rows={[
          [t('从', 'Since'), dayAndTime(t, since)],
          until === null ? undefined : [t('到', 'Until'), dayAndTime(t, until)],
          rules[0] === undefined ? undefined : [t('谁定的', 'Whose rule'), t.say(rules[0].authority)],
          rules[0] === undefined ? undefined : [t('文件', 'Paper'), rules[0].documentNumber],
        ]}
      />
    </>
  );
}
