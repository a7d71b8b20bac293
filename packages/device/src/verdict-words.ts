import type { Verdict } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';

/** The verdict as it stands over the whole screen. */
export const verdictWords: Readonly<Record<Verdict, schemas.Bilingual>> = {
  pass: { zh: '通过', en: 'Pass' },
  stop: { zh: '停', en: 'Stop' },
  'cannot-tell': { zh: '无法判断', en: 'Cannot tell' },
};

/** How long a verdict stays on the screen (milliseconds): whoever comes next is not to read it. */
export const verdictStays: Readonly<Record<Verdict, number>> = { pass: 6_000, stop: 30_000, 'cannot-tell': 60_000 };
