import { age, verdictStays, verdictWords, type PersonAtDoor } from '@tongxing/device';
import { useEffect, useReducer } from 'preact/hooks';
import { registersVisits } from '../browser/registering.ts';
import type { Opened } from '../open.ts';
import { useWords } from '../words/language.ts';
import { ChangeCode } from './change-code.tsx';
import { CodeLine } from './code-line.tsx';
import { Sign, toneOfVerdict } from './sign.tsx';
import { useFocus } from './take-focus.ts';
import { VisitLine } from './visit-line.tsx';
import { WaysOut } from './ways-out.tsx';

/** The answer: seen for a second, at arm's length. */
export function VerdictScreen({ person, opened }: { readonly person: PersonAtDoor; readonly opened: Opened }) {
  const t = useWords();
  const { device, session } = opened;
  const { judged, reading } = person;
  const top = useFocus();
  const change = judged.verdict === 'pass' ? undefined : reading?.result.change;
  // Whoever still does something with it is not interrupted.
  const [touched, touch] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const timer = setTimeout(() => session.next(), verdictStays[judged.verdict]);
    return () => clearTimeout(timer);
  }, [judged.verdict, touched]);
  const asOf = reading?.result.asOf;
  const [gravest] = judged.findings;
  const found = reading?.result.findings.find(({ code }) => code === gravest?.code);
  return (
    <section
      ref={top}
      tabIndex={-1}
      class={`verdict ground-${toneOfVerdict[judged.verdict]}`}
      aria-live="assertive"
      onClick={touch}
      onInput={touch}
    >
      <div class="mark">
        <Sign tone={toneOfVerdict[judged.verdict]} />
      </div>
      <div class="told">
        <h2 class="word">{t.say(verdictWords[judged.verdict])}</h2>
        {reading !== undefined && <CodeLine reading={reading} findings={judged.findings} named />}
        {found !== undefined && judged.verdict !== 'pass' && <p class="why">{t.say(found.text)}</p>}
        <p class="say">{t.say(judged.say)}</p>
        {change !== undefined && change !== null && <ChangeCode change={change} />}
        {registersVisits() && judged.verdict === 'pass' && reading !== undefined && (
          <VisitLine device={device} reading={reading} />
        )}
        <WaysOut person={person} {...opened} />
        <p class="fine">
          {reading === undefined
            ? t('按证件判断', 'Judged by the document')
            : reading.by === 'node'
              ? t('服务器刚刚回答', 'The server answered just now')
              : t('本机离线判断', 'Judged by this device, offline')}
          {typeof asOf === 'string' &&
            reading?.by === 'device' &&
            ` · ${t('依据', 'as of')} ${t.say(age(device.now() - Date.parse(asOf) / 1000))}`}
        </p>
      </div>
      <button class="button next foot" type="button" onClick={() => session.next()}>
        {t('下一位', 'Next')}
      </button>
    </section>
  );
}
