import type { schemas } from '@tongxing/contract';

const shanghai = 8 * 3_600_000;
const months = 'January February March April May June July August September October November December'.split(' ');

/** The clock of China: 12月6日8:00, and 8:00 on 6 December. */
export function spokenTime(instant: Date): schemas.Bilingual {
  const at = new Date(instant.getTime() + shanghai);
  const [month, day] = [at.getUTCMonth(), at.getUTCDate()];
  const clock = `${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, '0')}`;
  return { zh: `${month + 1}月${day}日${clock}`, en: `${clock} on ${day} ${months[month]}` };
}

/** As the time of a subscribe message must be written: 2026年12月6日 08:00. */
export function writtenTime(instant: Date): string {
  const [date = '', clock = ''] = new Date(instant.getTime() + shanghai).toISOString().slice(0, 16).split('T');
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日 ${clock}`;
}
