import type { schemas } from '@tongxing/contract';
import { keepDraft } from '@/store/kept';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { goTo } from '@/ui/go';
import { Button, Card } from '@/ui/kit';
import { dayAndTime } from '@/words/times';

/** Seen to have arrived, as she had agreed: everything is filled in, and she goes on with her consent and the pledge. */
export function ArrivalItem({ arrival: { division, arrivedAt, application } }: { readonly arrival: schemas.Arrival }) {
  const t = useWords();
  const { originDivision, answers, stays } = application;
  const take = () => {
    keepDraft({
      ...(answers === null ? {} : { answers }),
      stays,
      conversion: { originDivision, destination: division },
    });
    goTo(`convert/index?part=${answers === null ? 'health' : 'consent'}`);
  };
  return (
    <Card title={t('转码申请已备好', 'Ready to convert')}>
      <p>
        {t('您已到达', 'You have arrived in ')}
        <DivisionName code={division} />
        {t(`(${dayAndTime(t, arrivedAt)})。`, ` (${dayAndTime(t, arrivedAt)}).`)}
      </p>
      <p>
        {answers === null
          ? t(
              `${stays.length} 段行程已填好,还要填健康申报。`,
              `Filled in: ${stays.length} of your stays; health is yours to add.`,
            )
          : t(
              `健康申报和 ${stays.length} 段行程已填好,点一下继续,确认后提交。`,
              `Health and itinerary are filled in: go on, check, and send.`,
            )}
      </p>
      <Button onClick={take}>{t('转换成本省的码', 'Convert to a code of this province')}</Button>
    </Card>
  );
}
