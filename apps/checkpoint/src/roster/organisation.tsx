import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { clientOf } from '../browser/node.ts';
import { useWords, type Bilingual } from '../words/language.ts';
import type { OrganisationProps } from './app.tsx';
import { JoiningPart } from './joining.tsx';
import { ReturnsPart } from './returns.tsx';
import { createRoster, type Roster } from './roster.ts';
import { TodayPart } from './today.tsx';
import { returning } from './words.ts';

/** How long names stay on a screen that nobody uses (milliseconds): as long as the node keeps her signed in. */
const leftAlone = 30 * 60_000;

type Part = 'today' | 'returns' | 'joining';

/** Everything of an organisation: side by side where there is room, one part at a time where there is not. */
export function OrganisationScreen({ account, ended, onEnded, onSignOut, onLanguage }: OrganisationProps) {
  const t = useWords();
  const [part, setPart] = useState<Part>('today');
  const [, draw] = useReducer((times: number) => times + 1, 0);
  const roster = useRoster(account.token, ended, onEnded, () => draw(undefined));
  const { shown } = roster.view();
  const kind = shown?.organisation.kind ?? 'employer';
  const asking = shown?.members.filter(({ returnAskedAt, approvedAt }) => returnAskedAt !== null && !approvedAt).length;
  const parts: readonly (readonly [Part, Bilingual])[] = [
    ['today', { zh: '今日', en: 'Today' }],
    ['returns', { zh: returning[kind].zh, en: 'Returns' }],
    ['joining', { zh: '加入码', en: 'Joining' }],
  ];
  const turnTo = (next: Part) => {
    setPart(next);
    scrollTo(0, 0);
  };
  const classOf = (of: Part) => (of === part ? 'part on' : 'part');
  return (
    <>
      <header class="top">
        <h1>{shown?.organisation.name ?? t('今日名单', 'Who may come in today')}</h1>
        <p class="fine who">{account.username}</p>
        <button class="button quiet" type="button" lang={t('en', 'zh-CN')} onClick={onLanguage}>
          {t('English', '中文')}
        </button>
        <button class="button quiet" type="button" onClick={onSignOut}>
          {t('退出登录', 'Sign out')}
        </button>
      </header>
      <nav class="parts" aria-label={t('内容', 'Parts')}>
        {parts.map(([each, name]) => (
          <button
            key={each}
            class="button"
            type="button"
            aria-current={each === part ? 'page' : undefined}
            onClick={() => turnTo(each)}
          >
            {t.say(name)}
            {each === 'returns' && !!asking && <span class="count">{asking}</span>}
          </button>
        ))}
      </nav>
      <main class="organisation">
        <TodayPart class={classOf('today')} roster={roster} onInvite={() => turnTo('joining')} />
        {shown !== undefined && (
          <div class="aside">
            <ReturnsPart class={classOf('returns')} roster={roster} shown={shown} />
            <JoiningPart class={classOf('joining')} roster={roster} organisation={shown.organisation} />
          </div>
        )}
      </main>
    </>
  );
}

/** The list of whoever is signed in: read once when she has signed in, put away when her session is over. */
function useRoster(token: string, ended: boolean, onEnded: () => void, draw: () => void): Roster {
  const now = useRef({ token, onEnded });
  now.current = { token, onEnded };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [roster] = useState(() => {
    const heard = (status: number) => {
      clearTimeout(timer.current);
      if (status === 401) now.current.onEnded();
      else timer.current = setTimeout(() => now.current.onEnded(), leftAlone);
    };
    return createRoster(() => clientOf(now.current.token, heard));
  });
  useEffect(() => {
    roster.onChange(draw);
    return () => clearTimeout(timer.current);
  }, [roster]);
  useEffect(() => {
    if (ended) roster.forget();
    else void roster.read();
  }, [roster, ended]);
  return roster;
}
