import type { schemas } from '@tongxing/contract';
import type { Bilingual, Speaker } from '@/words/language';
import { left } from '@/words/times';

const kindNames: Readonly<Record<schemas.AppealKind, Bilingual>> = {
  appeal: { zh: '健康码异常申诉', en: 'Appeal against a colour' },
  review: { zh: '请求人工复核', en: 'A person is asked to look' },
  release: { zh: '转绿申请', en: 'Application to turn green' },
};

export function appealName({ kind }: schemas.Appeal): Bilingual {
  return kindNames[kind];
}

/** Where a case stands, in a line: the answer, or how long it may still take. */
export function appealStanding(
  { state, secondLook, dueAt, overdue }: schemas.Appeal,
  at: number,
  t: Speaker,
): Bilingual {
  if (state === 'upheld') return { zh: '已同意', en: 'Granted' };
  if (state === 'rejected' && secondLook !== 'under-way') return { zh: '未同意', en: 'Not granted' };
  if (overdue) return { zh: '已超过承诺时间,正在催办', en: 'Later than promised; it has been urged' };
  const rest = left(t, Date.parse(dueAt) - at);
  return secondLook === 'under-way'
    ? { zh: `由另一人复核中,${rest}`, en: `Another person looks at it, ${rest}` }
    : { zh: `办理中,${rest}`, en: `Under way, ${rest}` };
}
