import { useIsUnknown } from '@/api/divisions';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { Button } from '@/ui/kit';
import type { Bilingual } from '@/words/language';
import { dayOf } from '@/words/times';
import type { EnteredStay, StayOrigin } from './check-stays';

const originNames: Readonly<Record<StayOrigin, Bilingual>> = {
  home: { zh: '按居住地', en: 'where you live' },
  card: { zh: '来自行程卡', en: 'from the card' },
  'card-home': { zh: '来自行程卡,区县按居住地', en: 'from the card; county: where you live' },
};

interface StayItemProps {
  readonly stay: EnteredStay;
  /** It is too long ago to be sent. */
  readonly isTooEarly: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** One stay of the form: where, when, where it is from, and what is wrong with it. */
export function StayItem({ stay: { division, from, to, by }, isTooEarly, onEdit, onRemove }: StayItemProps) {
  const t = useWords();
  const isUnknown = useIsUnknown(division);
  return (
    <li className="list-item">
      <span className="list-text">
        <DivisionName code={division} />
        <span className="fine">
          {dayOf(t, from)} – {dayOf(t, to)}
          {by !== undefined && ` · ${t.say(originNames[by])}`}
        </span>
        {isUnknown && (
          <span className="why">
            {t('没有这个区划,请修改或删除。', 'There is no such division: please change or remove it.')}
          </span>
        )}
        {isTooEarly && (
          <span className="why">{t('已超过 14 天,请删除。', 'More than 14 days ago: please remove it.')}</span>
        )}
      </span>
      <span className="list-end">
        <Button kind="quiet" name={t('修改这一段', 'Change this stay')} onClick={onEdit}>
          {t('修改', 'Change')}
        </Button>
        <Button kind="quiet" name={t('删除这一段', 'Remove this stay')} onClick={onRemove}>
          {t('删除', 'Remove')}
        </Button>
      </span>
    </li>
  );
}
