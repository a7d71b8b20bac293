import { verdictStays, verdictWords, type PersonAtDoor } from '@tongxing/device';
import { useEffect, useMemo, useReducer } from 'react';
import { qrPicture } from '@/phone/qr-picture';
import { useWords } from '@/store/hooks';
import { ago } from '@/words/times';
import { CodeLine } from './code-line';
import type { Opened } from './open';
import { WaysOut } from './ways-out';

const tones = { pass: 'green', stop: 'red', 'cannot-tell': 'grey' } as const;

/** The answer, over the whole screen: seen for a second, at arm's length. */
export function Verdict({
  person,
  opened: { device, session },
}: {
  readonly person: PersonAtDoor;
  readonly opened: Opened;
}) {
  const t = useWords();
  const { judged, reading } = person;
  const { verdict } = judged;
  // Whoever still does something with it is not interrupted.
  const [touched, touch] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const timer = setTimeout(session.next, verdictStays[verdict]);
    return () => clearTimeout(timer);
  }, [session, verdict, touched]);
  const [gravest] = judged.findings;
  const found = reading?.result.findings.find(({ code }) => code === gravest?.code);
  const change = verdict === 'pass' ? null : (reading?.result.change ?? null);
  const picture = useMemo(() => (change === null ? undefined : qrPicture(change.url)), [change]);
  const mayTry = verdict !== 'pass' && judged.ways.length > 0;
  const asOf = reading?.by === 'device' ? reading.result.asOf : null;
  return (
    <div className={`guard-verdict ${tones[verdict]}`} role="alert">
      <div className={picture === undefined && !mayTry ? 'guard-told' : 'guard-told more'}>
        <span className={`shape ${tones[verdict]}`} aria-hidden="true" />
        <h2 className="guard-word">{t.say(verdictWords[verdict])}</h2>
        {reading !== undefined && <CodeLine reading={reading} findings={judged.findings} named />}
        {picture !== undefined && (
          <img
            className="guard-qr"
            src={picture}
            alt={t('请对方用手机扫这个二维码', 'They scan this QR code with their phone')}
          />
        )}
        {found !== undefined && verdict !== 'pass' && <p>{t.say(found.text)}</p>}
        <p className="guard-say">{t.say(judged.say)}</p>
        {change !== null && <p>{t.say(change.text)}</p>}
        {mayTry && <WaysOut person={person} session={session} touch={touch} />}
        <p className="fine">
          {reading === undefined
            ? t('按证件判断', 'Judged by the document')
            : reading.by === 'node'
              ? t('服务器刚刚回答', 'The server answered just now')
              : t('本机离线判断', 'Judged by this phone, offline')}
          {asOf !== null && ` · ${t('依据', 'as of')} ${ago(t, device.now() * 1000 - Date.parse(asOf))}`}
        </p>
      </div>
      <button type="button" className="guard-next" onClick={session.next}>
        {t('下一位', 'Next')}
      </button>
    </div>
  );
}
