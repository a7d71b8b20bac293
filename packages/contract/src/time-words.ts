import type { Bilingual } from './schemas/basics.ts';

const shanghaiOffset = 8 * 3_600_000;
const minute = 60_000;
const hour = 60 * minute;
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Month, day and minute in China: 11月24日 8:00. */
export function day(instant: Date): Bilingual {
  const local = new Date(instant.getTime() + shanghaiOffset);
  const time = `${local.getUTCHours()}:${String(local.getUTCMinutes()).padStart(2, '0')}`;
  return {
    zh: `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${time}`,
    en: `${local.getUTCDate()} ${monthNames[local.getUTCMonth()]} ${time}`,
  };
}

/** How long ago an instant (RFC 3339) was; hours up to two days, then the date. */
export function ago(instant: string, now: Date): Bilingual {
  const passed = Math.max(0, now.getTime() - Date.parse(instant));
  if (passed < minute) return { zh: '刚刚', en: 'just now' };
  if (passed < hour) return count(Math.floor(passed / minute), '分钟前', 'minute', ' ago');
  if (passed < 48 * hour) return count(Math.floor(passed / hour), '小时前', 'hour', ' ago');
  return day(new Date(instant));
}

/** A length of time in hours; in minutes where it is no whole number of hours. */
export function hours(seconds: number): Bilingual {
  if (seconds % 3600 === 0) return count(seconds / 3600, '小时', 'hour', '');
  return count(Math.round(seconds / 60), '分钟', 'minute', '');
}

function count(amount: number, zhUnit: string, enUnit: string, enEnd: string): Bilingual {
  return { zh: `${amount} ${zhUnit}`, en: `${amount} ${enUnit}${amount === 1 ? '' : 's'}${enEnd}` };
}
