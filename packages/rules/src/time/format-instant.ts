const DAY = 86_400_000;
/** China keeps UTC+8 all year (GB/T 7408.1), so a day begins eight hours before its UTC namesake. */
export const CHINA_OFFSET = 8 * 3_600_000;

const MAX_DAYS = 4096;
const days = new Map<number, string>();
const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** The date of a day counted from 1970; remembered, because decisions are about few days and formatting one is dear. */
function dateText(day: number): string {
  let text = days.get(day);
  if (text === undefined) {
    if (days.size >= MAX_DAYS) days.clear();
    text = new Date(day * DAY).toISOString().slice(0, -14);
    days.set(day, text);
  }
  return text;
}

/** An instant in milliseconds as `2022-11-24T08:00:00+08:00`, with milliseconds only where there are any. */
export function formatInstant(milliseconds: number): string {
  const local = milliseconds + CHINA_OFFSET;
  const day = Math.floor(local / DAY);
  const rest = local - day * DAY;
  const seconds = Math.floor(rest / 1000);
  const fraction = rest - seconds * 1000;
  const minutes = Math.floor(seconds / 60);
  const hour = twoDigits[Math.floor(minutes / 60)] as string;
  const minute = twoDigits[minutes % 60] as string;
  const second = twoDigits[seconds % 60] as string;
  const decimals = fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`;
  return `${dateText(day)}T${hour}:${minute}:${second}${decimals}+08:00`;
}
