import type { schemas } from '@tongxing/contract';
import { useKept, useWords } from '@/store/hooks';
import { Card, Choice } from '@/ui/kit';
import { herself } from './members';

type Members = Readonly<Record<string, schemas.HealthAnswers>>;

interface WhoPartProps {
  readonly members: Members;
  readonly onChange: (members: Members) => void;
}

const well: schemas.HealthAnswers = { symptoms: [], contactWithCase: false };

/** Who is going: herself and her children. Adults agree themselves, each on a phone of her own. */
export function WhoPart({ members, onChange }: WhoPartProps) {
  const { family, me } = useKept();
  const t = useWords();
  const toggle = (member: string, on: boolean) => {
    const { [member]: _, ...rest } = members;
    onChange(on ? { ...rest, [member]: well } : rest);
  };
  const children = family.filter(({ relation }) => relation === 'child');
  const adults = family.filter(({ relation }) => relation === 'adult');
  return (
    <Card title={t('谁要去', 'Who is going')}>
      <Choice
        name={t('本人', 'You')}
        more={me?.maskedName ?? undefined}
        on={members[herself] !== undefined}
        onChange={(on) => toggle(herself, on)}
      />
      {children.map(({ dependantId, maskedName }) => (
        <Choice
          key={dependantId}
          name={maskedName}
          more={t('您作为监护人同意查询', 'You agree as guardian')}
          on={members[dependantId] !== undefined}
          onChange={(on) => toggle(dependantId, on)}
        />
      ))}
      {adults.length > 0 && (
        <p className="fine">
          {t(
            `${adults.map(({ maskedName }) => maskedName).join('、')}:成年家人要本人在原省份同意,请单独申请。`,
            `${adults.map(({ maskedName }) => maskedName).join(', ')}: adults agree in their own province, and apply alone.`,
          )}
        </p>
      )}
    </Card>
  );
}
