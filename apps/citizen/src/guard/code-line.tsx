import type { CheckFinding } from '@tongxing/contract';
import type { Reading } from '@tongxing/device';
import { useWords } from '@/store/hooks';
import { colourSigns } from '@/ui/signs';

interface Props {
  readonly reading: Reading;
  readonly findings: readonly CheckFinding[];
  /** Whether it says whose it is. */
  readonly named: boolean;
}

/** Colour, whose, and from where: what a guard needs to find the same on the document, and nothing more. */
export function CodeLine({ reading: { result }, findings, named }: Props) {
  const t = useWords();
  const { colour, maskedName, lastFour, origin, permit, kind } = result;
  if (maskedName === null) return undefined;
  const sign = colour === null ? undefined : colourSigns[colour];
  return (
    <p className="guard-code">
      {sign !== undefined && (
        <span className={`guard-colour ${sign.tone}`}>
          <span className={`shape ${sign.tone}`} aria-hidden="true" />
          {t.say(sign.word)}
        </span>
      )}
      {sign === undefined && kind === 'paper' && <span>{t('纸质码', 'Paper code')}</span>}
      {named && (
        <span className="whole">
          {maskedName} · {lastFour}
        </span>
      )}
      {origin !== null && <span className="guard-tag">{t.say(origin.name)}</span>}
      {findings.some(({ code }) => code === 'movement-permit') && (
        <span className="guard-tag">
          {permit === null
            ? t('限时通行', 'Movement permit')
            : // As the node writes it: in China's time.
              t(`限时通行至 ${permit.until.slice(11, 16)}`, `Movement permit until ${permit.until.slice(11, 16)}`)}
        </span>
      )}
    </p>
  );
}
