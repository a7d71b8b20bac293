import { day } from '@tongxing/contract';
import { useState } from 'preact/hooks';
import { Qr } from '../screens/qr.tsx';
import { useWords } from '../words/language.ts';
import { troubleOf } from '../words/trouble.ts';
import { Confirm } from './confirm.tsx';
import type { Reading, Roster } from './roster.ts';
import { Sheet } from './sheet.tsx';

interface Props {
  readonly class: string;
  readonly roster: Roster;
  readonly organisation: Reading['organisation'];
}

/** The code by which people join: made, shown, printed, and replaced. */
export function JoiningPart({ class: name, roster, organisation }: Props) {
  const t = useWords();
  const { invitation, invitedUntil } = roster.view();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const invite = async () => {
    setAsking(false);
    setBusy(true);
    setTrouble(undefined);
    await roster.invite().catch(setTrouble);
    setBusy(false);
  };
  const until = invitedUntil === null ? undefined : t.say(day(new Date(invitedUntil)));
  return (
    <section class={name} aria-labelledby="joining">
      <h2 id="joining">{t('加入码', 'Code for joining')}</h2>
      {invitation === undefined ? (
        <p class="lead">
          {until === undefined
            ? t(
                '还没有有效的加入码。本人扫码、看清、同意后才在名单上;您不能替人加入。',
                'There is no valid code yet. People are on the list once they have scanned it, read what you will see, and agreed; nobody can be put on it by you.',
              )
            : t(
                `已有加入码,有效至 ${until}。它只在生成的那一次显示;打印件找不到了,可以生成新的。`,
                `There is a code, good until ${until}. It was shown when it was made and not since; if the sheet is lost, make a new one.`,
              )}
        </p>
      ) : (
        <>
          <Qr text={invitation.url} name={t('加入名单的二维码', 'QR code for joining the list')} />
          <p>{t(`有效至 ${until}`, `Good until ${until}`)}</p>
          <p class="fine code">{invitation.code}</p>
          <button class="button main" type="button" onClick={() => print()}>
            {t('打印 A4 张贴页', 'Print a sheet of A4')}
          </button>
          <p class="fine">
            {t(
              '离开这一页后不再显示,请先打印或保存。有人加入后,点「重新读取」就能看到。',
              'It is not shown again once you leave this page: print or save it first. Who has joined is there when you press "Read again".',
            )}
          </p>
          <Sheet organisation={organisation} invitation={invitation} />
        </>
      )}
      {trouble !== undefined && (
        <p class="trouble" role="alert">
          {t.say(troubleOf(trouble, unmade))}
        </p>
      )}
      <button
        class={until === undefined ? 'button main' : 'button'}
        type="button"
        disabled={busy}
        onClick={() => (until === undefined ? void invite() : setAsking(true))}
      >
        {until === undefined ? t('生成加入码', 'Make a code') : t('生成新的加入码', 'Make a new code')}
      </button>
      {asking && (
        <Confirm
          title={t('生成新的加入码?', 'Make a new code?')}
          yes={t('生成新的,停用现在的', 'Make a new one, end this one')}
          no={t('继续用现在的', 'Keep this one')}
          busy={busy}
          onYes={() => void invite()}
          onNo={() => setAsking(false)}
        >
          <p>
            {t(
              `现在的加入码本可用到 ${until},会立即失效:已经贴出的、发出的都不能再用,请换成新的。已在名单上的人不受影响。`,
              `The code of now would be good until ${until} and ends at once: sheets that are up and links that were sent do not work any more. Whoever is on the list stays on it.`,
            )}
          </p>
        </Confirm>
      )}
    </section>
  );
}

const unmade = {
  zh: '没有收到服务器的回答,不知道是否已生成。请联网后再点一次,不会多生成。',
  en: 'The server did not answer. Press again with a network: no second code is made.',
};
