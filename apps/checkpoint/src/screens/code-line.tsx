import type { CheckFinding, schemas } from '@tongxing/contract';
import type { Reading } from '@tongxing/device';
import { useWords, type Bilingual } from '../words/language.ts';
import { Sign, type Tone } from './sign.tsx';

const colours: Readonly<Record<schemas.Colour, { readonly tone: Tone; readonly word: Bilingual }>> = {
  green: { tone: 'green', word: { zh: '绿码', en: 'Green' } },
  yellow: { tone: 'amber', word: { zh: '黄码', en: 'Yellow' } },
  red: { tone: 'red', word: { zh: '红码', en: 'Red' } },
  pending: { tone: 'grey', word: { zh: '待核', en: 'Pending' } },
};

interface Props {
  readonly reading: Reading;
  readonly findings: readonly CheckFinding[];
  /** Whether it says whose it is. */
  readonly named: boolean;
}

/** Colour, whose, and from where: what a guard needs to find the same on the document, and nothing more. */
export function CodeLine({ reading: { result }, findings, named }: Props) {
  const t = useWords();
  const { colour, maskedName, lastFour, origin, permit } = result;
  if (maskedName === null) return null;
  const shown = colour === null ? undefined : colours[colour];
  return (
    <p class="code-line">
      {shown !== undefined && (
        <span class={`colour tone-${shown.tone}`}>
          <Sign tone={shown.tone} />
          {t.say(shown.word)}
        </span>
      )}
      {shown === undefined && result.kind === 'paper' && <span class="colour">{t('纸质码', 'Paper code')}</span>}
      {named && (
        <span class="whose">
          {maskedName} · {lastFour}
        </span>
      )}
      {origin !== null && <span class="tag">{t.say(origin.name)}</span>}
      {findings.some(({ code }) => code === 'movement-permit') && (
        <span class="tag">
          {permit === null
            ? t('限时通行', 'Movement permit')
            : t(`限时通行至 ${clockTime(permit.until)}`, `Movement permit until ${clockTime(permit.until)}`)}
        </span>
      )}
    </p>
  );
}

/** Hours and minutes in China, of an instant as the node writes it: with its offset, +08:00. */
function clockTime(instant: string): string {
  return instant.slice(11, 16);
}
