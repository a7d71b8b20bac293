import type { IngestFault } from '@tongxing/contract';
import { addSeconds, dayOf, isCalendarDay, startOfDay } from '../../../platform/clock.ts';

/** A day, or an instant of it in seconds after midnight in China; or why the cell cannot be read. */
export type Moment = { readonly day: string; readonly instant: Date; readonly hasTime: boolean } | IngestFault;

/** Nothing of this disease is older. */
const earliest = '2019-12-01';
const dayMs = 86_400_000;

const dated = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[T ]*(.+))?$/;
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?$/;
const serial = /^(\d{5})(\.\d+)?$/;
const yearLast = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(\D.*)?$/;
const timed =
  /^(?:(上午|下午|晚上|凌晨|早上|中午|[ap]\.?m\.?) ?)?(\d{1,2})(?:[:时点])(?:(\d{1,2})(?:[:分])?(?:(\d{1,2})(?:\.\d+)?秒?)?)?(?: ?([ap]\.?m\.?))?(?: ?(Z|[+-]\d{2}:?\d{2}))?$/i;

/**
 * A date as people and spreadsheets write it: 2022/11/5, 2022年11月5日, 20221105, 44870 (days since 1899-12-30, the 1900 system of
 * Excel), with or without a time. Without a zone it is China's. @param text of a cell @param latest nothing later is taken
 */
export function readMoment(text: string, latest: Date): Moment {
  const asSerial = serial.exec(text);
  if (asSerial !== null) return fromSerial(Number(text), latest);
  const parts = dated.exec(text) ?? compact.exec(text);
  if (parts === null) return yearLast.test(text) ? 'date-ambiguous' : 'date-unreadable';
  const [, year = '', month = '', date = ''] = parts;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const rest = compact.test(text) ? parts.slice(4).filter(Boolean).join(':') : (parts[4] ?? '').trim();
  const time = rest === '' ? undefined : readTime(rest);
  if (rest !== '' && time === undefined) return 'date-unreadable';
  if (!isCalendarDay(day)) return 'date-impossible';
  const instant = addSeconds(startOfDay(day), time === undefined ? 0 : time.seconds - time.offset);
  return within(instant, time !== undefined, latest);
}

function fromSerial(days: number, latest: Date): Moment {
  const midnight = new Date(Date.UTC(1899, 11, 30) + Math.floor(days) * dayMs);
  const seconds = Math.round((days % 1) * 86_400);
  const instant = addSeconds(startOfDay(midnight.toISOString().slice(0, 10)), seconds);
  return within(instant, !Number.isInteger(days), latest);
}

function within(instant: Date, hasTime: boolean, latest: Date): Moment {
  const day = dayOf(instant);
  if (day < earliest || instant > latest) return 'date-impossible';
  return { day, instant, hasTime };
}

/** Seconds after midnight, and by how many its zone is ahead of China's; undefined when it is no time. */
function readTime(text: string): { seconds: number; offset: number } | undefined {
  const parts = timed.exec(text);
  if (parts === null) return undefined;
  const [, before, hours = '', minutes = '0', seconds = '0', after, zone] = parts;
  const half = (before ?? after ?? '').toLowerCase();
  let hour = Number(hours);
  const isAfternoon = half === '下午' || half === '晚上' || half.startsWith('p');
  if (isAfternoon && hour < 12) hour += 12;
  if ((half === '凌晨' || half.startsWith('a')) && hour === 12) hour = 0;
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return { seconds: hour * 3600 + Number(minutes) * 60 + Number(seconds), offset: aheadOfChina(zone) };
}

function aheadOfChina(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60;
  return (sign === '-' ? -ahead : ahead) - 8 * 3600;
}
