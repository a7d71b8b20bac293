import type { ProblemError } from '@tongxing/contract';
import { useState } from 'preact/hooks';
import { useWords, type Bilingual } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';
import { Confirm } from './confirm.tsx';
import type { Member, Roster } from './roster.ts';
import { noAnswer, notOnTheList } from './words.ts';

interface Props {
  readonly roster: Roster;
  readonly member: Member;
  /** How many on the list are shown by this name. */
  readonly namesakes: number;
  readonly onDone: (said: string) => void;
  readonly onClose: () => void;
}

/** Says what ends before somebody is taken off the list. */
export function RemoveDialog({ roster, member: { memberId, name }, namesakes, onDone, onClose }: Props) {
  const t = useWords();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Bilingual>();
  const remove = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await roster.remove(memberId);
      onDone(t(`已移除 ${name}。`, `${name} was removed.`));
    } catch (error) {
      if ((error as Partial<ProblemError>).code === 'not-found') {
        roster.drop(memberId);
        return onDone(t.say(notOnTheList));
      }
      setTrouble(troubleOf(error, noAnswer));
      setBusy(false);
    }
  };
  return (
    <Confirm
      title={t(`把 ${name} 移出名单?`, `Take ${name} off the list?`)}
      yes={t('移出名单', 'Take off the list')}
      no={t('留在名单上', 'Keep on the list')}
      busy={busy}
      onYes={() => void remove()}
      onNo={onClose}
    >
      <p>
        {t(
          '从此刻起,您看不到这个人的结果;没有办的复工、复学申请一并取消。本人的应用里也不再有本单位。要再加入,需本人重新扫码同意。',
          'From now on you see no answer for this person, and an open request to come back is cancelled. The organisation disappears from the app of this person as well. To join again, the person scans the code and agrees anew.',
        )}
      </p>
      {namesakes > 1 && (
        <p class="trouble">
          {t(
            `名单上有 ${namesakes} 位显示为「${name}」,分不清时请不要移除,请本人在应用的「单位和学校」里退出。`,
            `${namesakes} on the list are shown as ${name}. If you cannot tell them apart, remove nobody: the person can leave under Employer and school in the app.`,
          )}
        </p>
      )}
      {trouble !== undefined && (
        <p class="trouble" role="alert">
          {t.say(trouble)}
        </p>
      )}
    </Confirm>
  );
}
