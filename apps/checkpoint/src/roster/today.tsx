import { ago, day } from '@tongxing/contract';
import { useEffect, useReducer, useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';
import { EmptyList } from './empty-list.tsx';
import { everybody, PeopleList } from './people-list.tsx';
import type { Roster } from './roster.ts';

interface Props {
  readonly class: string;
  readonly roster: Roster;
  readonly onInvite: () => void;
}

/** Today at a glance: how many, who, and how old the answer is. */
export function TodayPart({ class: name, roster, onInvite }: Props) {
  const t = useWords();
  const { shown, underway, reading, broken } = roster.view();
  // Here, so that it outlasts the names when her session ends.
  const [wanted, want] = useState(everybody);
  return (
    <section class={name} aria-labelledby="today">
      <div class="head">
        <div>
          <h2 id="today" tabIndex={-1}>
            {t('今日', 'Today')}
          </h2>
          {shown !== undefined && <AsOf at={shown.at} begunAt={shown.begunAt} />}
        </div>
        <button class="button" type="button" disabled={reading} onClick={() => void roster.read()}>
          {t('重新读取', 'Read again')}
        </button>
      </div>
      <p class="fine" role="status">
        {reading &&
          (underway === undefined
            ? t('正在读取名单', 'Reading the list')
            : t(
                `正在读取,已读到 ${underway.members.length} 位。已读到的可以先查找;请不要关闭这一页。`,
                `Reading, ${underway.members.length} so far. What is there can be searched already; leave this page open.`,
              ))}
      </p>
      {broken !== undefined && (
        <div class="trouble stack" role="alert">
          <p>{t.say(troubleOf(broken, unread))}</p>
          {underway !== undefined && (
            <button class="button" type="button" onClick={() => void roster.goOn()}>
              {t(`从第 ${underway.members.length + 1} 位继续读取`, `Go on after ${underway.members.length}`)}
            </button>
          )}
        </div>
      )}
      {shown !== undefined &&
        (shown.members.length === 0 && shown.next === null ? (
          <EmptyList onInvite={onInvite} />
        ) : (
          <PeopleList roster={roster} {...shown} wanted={wanted} want={want} />
        ))}
      <p class="fine">
        {t(
          '每次读取都有记录:名单上的每个人都能在自己的应用里看到本单位看过。需要时再读,结果请不要转发。不显示原因;原因和办法,本人在自己的应用里看得到。',
          'Every reading is recorded: everybody on the list can see in the app that you looked. Read when you need it, and pass nothing on. No reason is shown here; the person finds it in the app, with what to do.',
        )}
      </p>
    </section>
  );
}

/** How old the answer is: said again every minute, and asked for by nobody but the reader. */
function AsOf({ at, begunAt }: { readonly at: string; readonly begunAt: number }) {
  const t = useWords();
  const [, tick] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, 60_000, undefined);
    return () => clearInterval(timer);
  }, []);
  // Only differences of this device's clock are believed: it may be wrong.
  const age = t.say(ago(new Date(begunAt).toISOString(), new Date()));
  const time = t.say(day(new Date(at)));
  return <p class="fine">{t(`${time} 的结果 · ${age}读取`, `As of ${time} · read ${age}`)}</p>;
}

const unread = {
  zh: '没有连上服务器,名单没有读全。请检查网络后再读;已经显示的还是原来的结果。',
  en: 'The server could not be reached and the list was not read to its end. Check the network and read again; what is shown is as it was.',
};
