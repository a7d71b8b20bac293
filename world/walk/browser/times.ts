import { t } from './words.ts';

const shanghaiOffset = 8 * 3_600_000;
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 11月24日 8:00, in China's time. */
export function dayAndTime(instant: string | number): string {
  const local = shifted(instant);
  const time = `${local.getUTCHours()}:${two(local.getUTCMinutes())}`;
  return t(
    `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${time}`,
    `${local.getUTCDate()} ${monthNames[local.getUTCMonth()]} ${time}`,
  );
}

/** 08:00:07 */
export function clock(milliseconds: number): string {
  const local = shifted(milliseconds);
  return [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
}

/** How long something is ago, in the coarsest unit that still tells something. */
export function age(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t(`${whole} 秒前`, `${whole} s ago`);
  if (whole < 3600) return t(`${Math.floor(whole / 60)} 分钟前`, `${Math.floor(whole / 60)} min ago`);
  return t(`${Math.floor(whole / 3600)} 小时前`, `${Math.floor(whole / 3600)} h ago`);
}

function shifted(instant: string | number): Date {
  return new Date((typeof instant === 'string' ? Date.parse(instant) : instant) + shanghaiOffset);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
