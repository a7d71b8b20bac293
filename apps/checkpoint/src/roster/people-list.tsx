import { useEffect, useMemo, useState } from 'preact/hooks';
import { Sign, toneOfVerdict } from '../screens/sign.tsx';
import type { Verdict } from '../telling/tell.ts';
import { useWords } from '../words/language.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import type { Member, Reading, Roster } from './roster.ts';
import { inOrder, matches, ranks } from './search.ts';
import { answers } from './words.ts';

/** People drawn at a time. */
const portion = 100;

/** Whom the list shows: who has one answer, and a name with what was typed in it. */
export interface Wanted {
  readonly only: Verdict | undefined;
  readonly text: string;
}

export const everybody: Wanted = { only: undefined, text: '' };

interface Props extends Reading {
  readonly roster: Roster;
  readonly wanted: Wanted;
  readonly want: (wanted: Wanted) => void;
}

/** The three numbers, and whoever they count: searched while typing. */
export function PeopleList({ roster, organisation: { kind }, members, next, wanted, want }: Props) {
  const t = useWords();
  const { only, text } = wanted;
  const [room, setRoom] = useState(portion);
  const [leaving, setLeaving] = useState<Member>();
  const [notice, setNotice] = useState('');
  const ordered = useMemo(() => inOrder(members), [members]);
  const found = ordered.filter((each) => (only === undefined || each.verdict === only) && matches(each.name, text));
  useEffect(() => setRoom(portion), [only, text]);
  const unread =
    next === null
      ? ''
      : roster.view().reading
        ? t(',还在读取', ', still reading')
        : t(',没有读全', ', not all of them');
  const numberOf = (verdict: Verdict) => members.filter((each) => each.verdict === verdict).length;
  const done = (said: string) => {
    setLeaving(undefined);
    setNotice(said);
    // What had the focus is gone with the row.
    document.getElementById('today')?.focus();
  };
  return (
    <>
      <div class="tallies" role="group" aria-label={t('按回答筛选', 'Filter by answer')}>
        {ranks.map((verdict) => (
          <button
            key={verdict}
            class={`tally tone-${toneOfVerdict[verdict]}`}
            type="button"
            aria-pressed={only === verdict}
            onClick={() => want({ ...wanted, only: only === verdict ? undefined : verdict })}
          >
            <Sign tone={toneOfVerdict[verdict]} />
            <span class="number">{numberOf(verdict).toLocaleString('en')}</span>
            <span>{t.say(answers[kind][verdict])}</span>
          </button>
        ))}
      </div>
      <label class="field">
        <span>{t('查找姓名', 'Find a name')}</span>
        <input
          class="input"
          type="search"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => want({ ...wanted, text: event.currentTarget.value })}
        />
      </label>
      <p class="fine found" role="status">
        {notice !== '' && <span class="notice">{notice}</span>}
        <span>
          {only === undefined && text === ''
            ? t(`共 ${members.length} 位`, `${members.length} people`) + unread
            : t(`找到 ${found.length} 位,共 ${members.length} 位`, `${found.length} of ${members.length}`)}
        </span>
        {(only !== undefined || text !== '') && (
          <button class="plain" type="button" onClick={() => want(everybody)}>
            {t('显示全部', 'Show all')}
          </button>
        )}
      </p>
      <ul class="people">
        {found.slice(0, room).map((member) => (
          <Person key={member.memberId} member={member} onRemove={() => setLeaving(member)} />
        ))}
      </ul>
      {found.length > room && (
        <button class="button" type="button" onClick={() => setRoom(room + portion)}>
          {t(
            `再显示 ${Math.min(portion, found.length - room)} 位`,
            `Show ${Math.min(portion, found.length - room)} more`,
          )}
        </button>
      )}
      {leaving !== undefined && (
        <RemoveDialog
          roster={roster}
          member={leaving}
          namesakes={members.filter(({ name }) => name === leaving.name).length}
          onDone={done}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );

  function Person({ member, onRemove }: { readonly member: Member; readonly onRemove: () => void }) {
    const { name, verdict } = member;
    return (
      <li class={`person ${verdict}`}>
        <span class={`tone-${toneOfVerdict[verdict]}`}>
          <Sign tone={toneOfVerdict[verdict]} />
        </span>
        <span class="name">{name}</span>
        <span class={`answer tone-${toneOfVerdict[verdict]}`}>{t.say(answers[kind][verdict])}</span>
        <button class="plain" type="button" aria-label={t(`移除 ${name}`, `Remove ${name}`)} onClick={onRemove}>
          {t('移除', 'Remove')}
        </button>
      </li>
    );
  }
}
