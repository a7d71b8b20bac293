import type { schemas } from '@tongxing/contract';
import type { Bilingual } from '@/words/language';

/** Colour is always joined by a word and a shape; the shape is drawn by the style of the tone. */
export interface Sign {
  readonly tone: 'green' | 'amber' | 'red' | 'grey';
  readonly word: Bilingual;
}

export const colourSigns: Readonly<Record<schemas.Colour, Sign>> = {
  green: { tone: 'green', word: { zh: '绿码', en: 'Green' } },
  yellow: { tone: 'amber', word: { zh: '黄码', en: 'Yellow' } },
  red: { tone: 'red', word: { zh: '红码', en: 'Red' } },
  pending: { tone: 'grey', word: { zh: '待核', en: 'Pending' } },
};
