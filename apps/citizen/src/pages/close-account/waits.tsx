import { colourSigns, type schemas } from '@tongxing/contract';
import { useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, ColourSign } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

type Measure = NonNullable<schemas.OwnData['closing']['measure']>;

/** Closing the account is no way out of a measure: that it waits, and until when as far as it is known. */
export function Waits({ measure: { colour, until } }: { readonly measure: Measure }) {
  const t = useWords();
  return (
    <Card title={t('现在要等一等', 'It has to wait')}>
      <ColourSign sign={colourSigns[colour]} small />
      <p>
        {until === null
          ? t(
              '防控措施结束之后才能注销,结束的日子现在还不知道。',
              'Your account is closed after the measure has ended; the day is not known yet.',
            )
          : t(
              `防控措施结束之后才能注销。按目前的数据,${dayAndTime(t, until)}会再次判断。`,
              `Your account is closed after the measure has ended. As things stand it is judged again at ${dayAndTime(t, until)}.`,
            )}
      </p>
      <Button kind="plain" onClick={() => goTo('reasons/index')}>
        {t('原因、期限和申诉', 'Reasons, end and appeal')}
      </Button>
    </Card>
  );
}
