import { day, type ProblemError, type schemas } from '@tongxing/contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Sign, toneOfVerdict } from '../screens/sign.tsx';
import { useWords } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';
import type { Member, Reading, Roster } from './roster.ts';
import { answers, noAnswer, notOnTheList, returning } from './words.ts';

type Asking = Member & { readonly returnAskedAt: string };

/** Requests drawn at a time. */
const portion = 20;

interface Props {
  readonly class: string;
  readonly roster: Roster;
  readonly shown: Reading;
}

/** Who asks to come back: approved one by one, on a day on which she may. */
export function ReturnsPart({ class: name, roster, shown: { organisation, members } }: Props) {
  const t = useWords();
  const [left, setLeft] = useState(false);
  const [room, setRoom] = useState(portion);
  const { kind } = organisation;
  const asking = inTurn(members);
  return (
    <section class={name} aria-labelledby="returns">
      <h2 id="returns">{t(`${returning[kind].zh}申请`, `${returning[kind].en}: requests`)}</h2>
      <p class="fine" role="status">
        {left && t.say(notOnTheList)}
      </p>
      {asking.length === 0 && (
        <p class="lead">
          {t(
            '现在没有人申请。本人在应用的「单位和学校」里申请,重新读取后显示在这里。',
            'Nobody asks at the moment. People ask under Employer and school in the app; it is here once the list is read again.',
          )}
        </p>
      )}
      <ul class="requests">
        {asking.slice(0, room).map((member) => (
          <Request key={member.memberId} roster={roster} kind={kind} member={member} onLeft={() => setLeft(true)} />
        ))}
      </ul>
      {asking.length > room && (
        <button class="button" type="button" onClick={() => setRoom(room + portion)}>
          {t(`还有 ${asking.length - room} 位申请,再显示一些`, `${asking.length - room} more ask; show some of them`)}
        </button>
      )}
    </section>
  );
}

/** Who can be approved today comes first, and who asked first before others. */
function inTurn(members: readonly Member[]): readonly Asking[] {
  const waits = ({ verdict }: Member) => (verdict === 'pass' ? 0 : 1);
  return members
    .filter((member): member is Asking => member.returnAskedAt !== null)
    .toSorted((one, other) => waits(one) - waits(other) || one.returnAskedAt.localeCompare(other.returnAskedAt));
}

interface RequestProps {
  readonly roster: Roster;
  readonly kind: schemas.OrganisationKind;
  readonly member: Asking;
  readonly onLeft: () => void;
}

function Request({ roster, kind, member, onLeft }: RequestProps) {
  const t = useWords();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const { memberId, name, verdict, returnAskedAt, approvedAt } = member;
  const answer = answers[kind][verdict];
  const asked = day(new Date(returnAskedAt));
  const approved = useRef<HTMLParagraphElement>(null);
  // The button that had the focus is gone.
  useEffect(() => approved.current?.focus(), [approvedAt]);
  const approve = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await roster.approve(memberId);
    } catch (error) {
      if ((error as Partial<ProblemError>).code === 'not-found') {
        roster.drop(memberId);
        return onLeft();
      }
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <li class="request">
      <p class="name">{name}</p>
      <p class={`answer tone-${toneOfVerdict[verdict]}`}>
        <Sign tone={toneOfVerdict[verdict]} /> {t.say(answer)}
      </p>
      <p class="fine">{t(`${asked.zh} 申请`, `Asked ${asked.en}`)}</p>
      {approvedAt !== undefined ? (
        <p ref={approved} role="status" tabIndex={-1}>
          {t(
            `已同意 · ${day(new Date(approvedAt)).zh},本人已能看到`,
            `Approved ${day(new Date(approvedAt)).en}; the person can see it`,
          )}
        </p>
      ) : verdict === 'pass' ? (
        <button class="button" type="button" disabled={busy} onClick={() => void approve()}>
          {t(`同意${returning[kind].zh}`, 'Approve return')}
          <span class="sr"> {name}</span>
        </button>
      ) : (
        <p>
          {t(
            `今天还不能同意:今日是「${answer.zh}」。变为「${answers[kind].pass.zh}」的那天就可以同意,申请一直保留。`,
            `Cannot be approved today, as the answer is "${answer.en}". Approve on the day it is "${answers[kind].pass.en}"; the request is kept.`,
          )}
        </p>
      )}
      {trouble !== undefined && (
        <p class="trouble" role="alert">
          {t.say(troubleOf(trouble, noAnswer))}
        </p>
      )}
    </li>
  );
}
