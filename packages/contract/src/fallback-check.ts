import { judgeByFallback, type FallbackOrder } from '@tongxing/codec';
import { judgeCheck, type CheckJudgement } from './door-check.ts';
import type { Taken } from './door-standing.ts';
import type { Bilingual } from './schemas/basics.ts';
import type { PlaceType } from './schemas/place-type.ts';
import type { DoorCheck } from './schemas/door-check.ts';

const words: Readonly<Record<'document' | 'temperature' | 'passed', Bilingual>> = {
  document: {
    zh: '系统中断办法已启动:凭证件通行。请对方出示证件。',
    en: 'The order for when the system is down applies: the document counts. Ask for it.',
  },
  temperature: {
    zh: '系统中断办法已启动:请测体温。请对方稍停。',
    en: 'The order for when the system is down applies: take the temperature. Ask them to stand still.',
  },
  passed: { zh: '按系统中断办法,请通行。', en: 'By the order for when the system is down, they may pass.' },
};

/**
 * `judgeCheck` while the fallback order applies: whom nothing stops and who cannot be told about passes on the document where the order
 * says so. Everything else is as ever.
 */
export function judgeUnderFallback(
  check: DoorCheck,
  taken: Taken,
  { order, place }: { readonly order: FallbackOrder; readonly place: PlaceType },
): CheckJudgement {
  const usual = judgeCheck(check, taken);
  if (usual.verdict !== 'cannot-tell' || usual.next !== null || taken.code === null) return usual;
  const found = new Set<string>(usual.findings.map(({ code }) => code));
  const isTaken = typeof taken.temperature === 'number' && !found.has('temperature-not-taken');
  const { verdict, on, next } = judgeByFallback(order, place, {
    ...(taken.code === 'none' ? {} : { code: taken.code }),
    ...(taken.document === null || found.has('document-way-not-taken') ? {} : { document: taken.document.outcome }),
    ...(isTaken ? { temperature: 'ordinary' as const } : {}),
  });
  if (on !== 'document') return usual;
  const findings = usual.findings.map((finding) => ({ ...finding, severity: 'note' as const }));
  if (verdict === 'pass') return { verdict, basis: 'document', findings, next: null, ways: [], say: words.passed };
  // What was tried in vain is not asked for again.
  if (next === null || taken[next] !== null) return usual;
  return { ...usual, basis: 'document', next, say: words[next] };
}
