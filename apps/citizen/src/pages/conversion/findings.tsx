import { colourSigns, type schemas } from '@tongxing/contract';
import type { ReactNode } from 'react';
import { useWords } from '@/store/hooks';
import { DivisionName } from '@/ui/division-name';
import { Card } from '@/ui/kit';
import type { Bilingual, Speaker } from '@/words/language';
import { dayAndTime } from '@/words/times';

type Finding = schemas.Picture['findings'][number];

const marks: Readonly<Record<'agrees' | 'contradicts', { readonly sign: string; readonly word: Bilingual }>> = {
  agrees: { sign: '✓', word: { zh: '一致', en: 'Agrees' } },
  contradicts: { sign: '✕', word: { zh: '不一致', en: 'Differs' } },
};
const order: readonly (keyof typeof marks)[] = ['contradicts', 'agrees'];

/** What the machine has read in her screenshot: first what differs, with both sides; from what was not read nothing follows. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useWords();
  const of = (state: Finding['state']) => findings.filter((finding) => finding.state === state);
  const unread = of('unknown');
  if (unread.length === findings.length) return undefined;
  return (
    <Card title={t('机器比对的结果', 'What the machine has compared')}>
      <p className="why">
        {t(
          `${of('agrees').length} 项一致,${of('contradicts').length} 项不一致。`,
          `${of('agrees').length} agree, ${of('contradicts').length} differ.`,
        )}
      </p>
      <ul className="list">
        {order.flatMap((state) =>
          of(state).map((finding) => (
            <li key={finding.code} className="finding">
              <span className={`finding-mark ${state}`} aria-hidden="true">
                {marks[state].sign}
              </span>
              <span className="list-text">
                <span className="field-name">{`${t.say(finding.what)}${t(':', ': ')}${t.say(marks[state].word)}`}</span>
                <span>{t.say(finding.text)}</span>
                {state === 'contradicts' && <BothSides finding={finding} />}
              </span>
            </li>
          )),
        )}
      </ul>
      {unread.length > 0 && (
        <p className="fine">
          {t(
            `没有读到:${unread.map(({ what }) => what.zh).join('、')}。这不影响办理。`,
            `Not read: ${unread.map(({ what }) => what.en).join(', ')}. That is not held against you.`,
          )}
        </p>
      )}
    </Card>
  );
}

function BothSides({ finding: { said, found } }: { readonly finding: Finding }) {
  const t = useWords();
  if (said === null && found === null) return undefined;
  return (
    <span className="fine">
      {said !== null && (
        <>
          {t('申请:', 'You: ')}
          {inWords(t, said)}
          {found !== null && t(';', '; ')}
        </>
      )}
      {found !== null && (
        <>
          {t('图中:', 'Picture: ')}
          {inWords(t, found)}
        </>
      )}
    </span>
  );
}

/** A division, an instant or a colour as people say it; everything else as it was read. */
function inWords(t: Speaker, value: string): ReactNode {
  if (/^\d{6}$/.test(value)) return <DivisionName code={value} />;
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return dayAndTime(t, value);
  const colour = /^(?:green|yellow|red)/.exec(value)?.[0] as keyof typeof colourSigns | undefined;
  return colour === undefined ? value : t.say(colourSigns[colour].word);
}
