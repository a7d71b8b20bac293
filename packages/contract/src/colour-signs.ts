import type { Bilingual, Colour } from './schemas/basics.ts';

/** A colour is always joined by a word and a shape: a tick in a circle, ! in a triangle, ✕ in an octagon, ? in a square, by its tone. */
export interface ColourShown {
  readonly tone: 'green' | 'amber' | 'red' | 'grey';
  readonly word: Bilingual;
}

export const colourSigns: Readonly<Record<Colour, ColourShown>> = {
  green: { tone: 'green', word: { zh: '绿码', en: 'Green' } },
  yellow: { tone: 'amber', word: { zh: '黄码', en: 'Yellow' } },
  red: { tone: 'red', word: { zh: '红码', en: 'Red' } },
  pending: { tone: 'grey', word: { zh: '待核', en: 'Pending' } },
};
