import type { schemas } from '@tongxing/contract';
import type { Bilingual, Speaker } from './language';
import { dayAndTime } from './times';

/** How an application stands, in a word. */
export const stateNames: Readonly<Record<schemas.Conversion['state'], Bilingual>> = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '排队中', en: 'In the queue' },
  verifying: { zh: '核对中', en: 'Being compared' },
  'waiting-for-origin': { zh: '等待答复', en: 'Waiting for an answer' },
  'waiting-for-documents': { zh: '等您补充', en: 'Waiting for you' },
  'in-review': { zh: '审核中', en: 'In review' },
  deferred: { zh: '暂缓办理', en: 'Put off' },
  approved: { zh: '已通过', en: 'Approved' },
  rejected: { zh: '未通过', en: 'Not approved' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  expired: { zh: '已到期', en: 'Run out' },
};

/** When something comes: minutes where it is soon, else the day and the time. */
export function whenComes(t: Speaker, instant: string, now: number): string {
  const minutes = Math.ceil((Date.parse(instant) - now) / 60_000);
  if (minutes <= 1) return t('1 分钟内', 'within a minute');
  if (minutes < 60) return t(`${minutes} 分钟内`, `within ${minutes} minutes`);
  return dayAndTime(t, instant);
}

/** What happens next by itself, and when. */
export function nextWords(t: Speaker, { at, what }: NonNullable<schemas.Conversion['next']>, now: number): string {
  const when = whenComes(t, at, now);
  return `${when.slice(0, 1).toUpperCase()}${when.slice(1)}${t(':', ': ')}${t.say(what)}`;
}

/** How long it is likely to take, and who comes before; honestly, also where nobody knows. */
export function estimateWords(t: Speaker, { known, ahead, to }: schemas.ConversionEstimate, now: number): string {
  if (!known || to === null) {
    return t(
      '现在说不准要多久;有结果时用短信或消息告诉您。',
      'Nobody can say how long for now; you are told by message when it is decided.',
    );
  }
  const before = ahead === null || ahead === 0 ? '' : t(`前面还有 ${ahead} 份,`, `${ahead} before yours; `);
  return t(`${before}预计 ${whenComes(t, to, now)}办完`, `${before}likely decided ${whenComes(t, to, now)}`);
}
