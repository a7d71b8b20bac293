import { colourSigns, type CheckFinding, type ColourShown, type schemas } from '@tongxing/contract';
import type { Reading } from './reading.ts';

/** What stands in the line of a code. */
export interface CodeLine {
  /** Undefined where the code has no colour. */
  readonly sign: ColourShown | undefined;
  /** What is said in the place of the colour. */
  readonly kind: schemas.Bilingual | undefined;
  readonly whose: string | undefined;
  readonly tags: readonly schemas.Bilingual[];
}

/**
 * Colour, whose, and from where: what a guard needs to find the same on the document, and nothing more.
 * @param named whether it says whose it is
 * @returns undefined where the code was nobody's
 */
export function codeLine(
  { result: { colour, maskedName, lastFour, origin, permit, kind } }: Pick<Reading, 'result'>,
  findings: readonly CheckFinding[],
  named: boolean,
): CodeLine | undefined {
  if (maskedName === null) return undefined;
  const permitted = findings.some(({ code }) => code === 'movement-permit');
  return {
    sign: colour === null ? undefined : colourSigns[colour],
    kind: colour === null && kind === 'paper' ? { zh: '纸质码', en: 'Paper code' } : undefined,
    whose: named ? `${maskedName} · ${lastFour}` : undefined,
    tags: [...(origin === null ? [] : [origin.name]), ...(permitted ? [permitTag(permit)] : [])],
  };
}

function permitTag(permit: schemas.VerificationResult['permit']): schemas.Bilingual {
  if (permit === null) return { zh: '限时通行', en: 'Movement permit' };
  // As the node writes it: in China's time.
  const until = permit.until.slice(11, 16);
  return { zh: `限时通行至 ${until}`, en: `Movement permit until ${until}` };
}
