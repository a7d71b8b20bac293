import type { schemas } from '@tongxing/contract';
import { now } from '@/phone/code';
import { useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Call, Card, Rows } from '@/ui/kit';
import { dayAndTime, left } from '@/words/times';

/** A list she stands on, or a colour set by hand: whose, by which paper, until when, and how to contest it. */
export function OrderCard({ order }: { readonly order: schemas.ColourOrder }) {
  const t = useWords();
  const { by, text, ground, documentNumber, office, since, until, contest } = order;
  return (
    <Card title={by === 'hand' ? t('人工赋码', 'A colour set by hand') : t('名单', 'A list')}>
      <p className="why">{t.say(text)}</p>
      <Rows
        rows={[
          [t('谁定的', 'Who'), t.say(office.name)],
          [t('依据', 'Ground'), t.say(ground)],
          [t('文件', 'Paper'), documentNumber],
          [t('从', 'Since'), dayAndTime(t, since)],
          [t('到', 'Until'), `${dayAndTime(t, until)}(${left(t, Date.parse(until) - now())})`],
        ]}
      />
      <p>{t.say(contest.text)}</p>
      <Button kind="plain" onClick={() => goTo('appeal/index')}>
        {t('提出申诉', 'Appeal')}
      </Button>
      <Call phone={contest.hotline} />
    </Card>
  );
}
