import type { Speaker } from './language';

const shanghaiOffset = 8 * 3_600_000;
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = {
  zh: ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** 11月24日 8:00, in China's time. */
export function dayAndTime(t: Speaker, instant: string | number): string {
  const local = shifted(instant);
  return `${dayOf(t, instant)} ${local.getUTCHours()}:${two(local.getUTCMinutes())}`;
}

/** 11月24日 */
export function dayOf(t: Speaker, instant: string | number): string {
  const local = shifted(instant);
  const [month, day] = [local.getUTCMonth(), local.getUTCDate()];
  return t(`${month + 1}月${day}日`, `${day} ${monthNames[month]}`);
}

/** 2026年11月24日 */
export function dayInFull(t: Speaker, instant: string | number): string {
  const year = shifted(instant).getUTCFullYear();
  return t(`${year}年${dayOf(t, instant)}`, `${dayOf(t, instant)} ${year}`);
}

/** 2026年11月24日 8:00: for what is read long after. */
export function instantInFull(t: Speaker, instant: string | number): string {
  const local = shifted(instant);
  return `${dayInFull(t, instant)} ${local.getUTCHours()}:${two(local.getUTCMinutes())}`;
}

export function weekdayOf(t: Speaker, instant: string | number): string {
  const name = weekdays[t.language][shifted(instant).getUTCDay()];
  return t(`周${name}`, `${name}`);
}

/** 08:00:07 */
export function clockTime(milliseconds: number): string {
  const local = shifted(milliseconds);
  return [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
}

/** How long something is ago, in the coarsest unit that still tells something. */
export function ago(t: Speaker, milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return t('刚刚', 'just now');
  if (seconds < 3600) return t(`${Math.floor(seconds / 60)} 分钟前`, `${Math.floor(seconds / 60)} min ago`);
  if (seconds < 172_800) return t(`${Math.floor(seconds / 3600)} 小时前`, `${Math.floor(seconds / 3600)} h ago`);
  return t(`${Math.floor(seconds / 86_400)} 天前`, `${Math.floor(seconds / 86_400)} days ago`);
}

/** What is left until an instant: hours below two days, days beyond, minutes at the end. */
export function left(t: Speaker, milliseconds: number): string {
  const minutes = Math.max(0, Math.ceil(milliseconds / 60_000));
  if (minutes < 60) return t(`还剩 ${minutes} 分钟`, `${minutes} min left`);
  // Clocks differ by seconds: a term of two hours that has just begun is not three.
  const hours = Math.ceil((minutes - 1) / 60);
  if (hours <= 48) return t(`还剩 ${hours} 小时`, `${hours} h left`);
  return t(`还剩 ${Math.ceil(hours / 24)} 天`, `${Math.ceil(hours / 24)} days left`);
}

/** Midnight in China of the day so many days before an instant, in milliseconds since 1970. */
export function startOfDay(instant: number, daysBefore = 0): number {
  return Math.floor((instant + shanghaiOffset) / 86_400_000 - daysBefore) * 86_400_000 - shanghaiOffset;
}

/** As the contract has instants: RFC 3339 in China's time. */
export function toInstant(milliseconds: number): string {
  return `${new Date(milliseconds + shanghaiOffset).toISOString().slice(0, 19)}+08:00`;
}

function shifted(instant: string | number): Date {
  return new Date((typeof instant === 'string' ? Date.parse(instant) : instant) + shanghaiOffset);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
