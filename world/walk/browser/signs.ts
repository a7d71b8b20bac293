import type { schemas } from '@tongxing/contract';
import type { Verdict } from '@tongxing/codec';
import { svg } from './dom.ts';
import type { Bilingual } from './words.ts';

/** Colour is always joined by a word and a shape. */
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

export const verdictSigns: Readonly<Record<Verdict, Sign>> = {
  pass: { tone: 'green', word: { zh: '通过', en: 'Pass' } },
  stop: { tone: 'red', word: { zh: '停', en: 'Stop' } },
  'cannot-tell': { tone: 'grey', word: { zh: '无法判断', en: 'Cannot tell' } },
};

const line = {
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 4,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
};

/** ✓ in a circle, ! in a triangle, ✕ in an octagon, ? in a square with rounded corners; in the colour of the text around it. */
export function drawSign({ tone }: Sign): SVGElement {
  return svg('svg', { viewBox: '0 0 64 64', class: 'sign', 'aria-hidden': 'true' }, ...shapes[tone]());
}

const shapes: Readonly<Record<Sign['tone'], () => SVGElement[]>> = {
  green: () => [
    svg('circle', { ...line, cx: 32, cy: 32, r: 28 }),
    svg('path', { ...line, 'stroke-width': 6, d: 'M19 33l9 9 18-20' }),
  ],
  amber: () => [svg('path', { ...line, d: 'M32 6 61 57H3Z' }), ...mark('M32 25v15', 48.5)],
  red: () => [
    svg('path', { ...line, d: 'M20.5 4.5h23l16 16v23l-16 16h-23l-16-16v-23Z' }),
    svg('path', { ...line, 'stroke-width': 6, d: 'M22 22l20 20M42 22 22 42' }),
  ],
  grey: () => [
    svg('rect', { ...line, x: 5, y: 5, width: 54, height: 54, rx: 12 }),
    ...mark('M23 25c0-12 18-12 18 0 0 7-9 7-9 14', 48),
  ],
};

function mark(d: string, dotAt: number): SVGElement[] {
  return [
    svg('path', { ...line, 'stroke-width': 6, d }),
    svg('circle', { cx: 32, cy: dotAt, r: 3.5, fill: 'currentColor' }),
  ];
}
