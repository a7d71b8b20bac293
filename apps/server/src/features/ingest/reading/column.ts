import type { IngestFault } from '@tongxing/contract';
import { addSeconds } from '../../../platform/clock.ts';
import type { Divisions } from '../../division/index.ts';
import type { Cell } from './cell.ts';
import { readMoment, type Moment } from './read-moment.ts';

/** How the cells of a column are read. */
export type ColumnType =
  | 'document'
  | 'document-type'
  | 'country'
  | 'members'
  | 'withdrawn'
  | { readonly text: number }
  | { readonly integer: readonly [least: number, most: number] }
  | { readonly moment: 'past' | 'any' }
  | { readonly words: Readonly<Record<string, string>> }
  | 'division'
  /** A building or venue, as stays name it. */
  | 'place';

/** A column of a table: what a header may call it (the first is how the node calls it), and what stands in it. */
export interface Column {
  readonly names: readonly string[];
  readonly type: ColumnType;
  readonly needed?: true;
}

export type Value = string | number | Exclude<Moment, string>;
export type Values = Readonly<Record<string, Value | undefined>>;

/** What is read against: the node's time, and the divisions there are. */
export interface Surroundings {
  readonly now: Date;
  readonly divisions: Pick<Divisions, 'latest'>;
}

const yearSeconds = 366 * 86_400;
const yes = /^(作废|撤回|撤销|删除|是|withdrawn|void|delete|true|yes)$/i;

/** The value of a cell that is not empty, or why it cannot be read. Documents are read by `readDocument`. */
export function readValue(
  type: ColumnType,
  { text }: Cell,
  { now, divisions }: Surroundings,
): Value | { fault: IngestFault } {
  if (type === 'withdrawn') return yes.test(text) ? 'yes' : { fault: 'word-unknown' };
  if (type === 'division') return divisions.latest(text) === undefined ? { fault: 'division-unknown' } : text;
  if (type === 'place') return /^[A-Za-z0-9\u4e00-\u9fff-]{1,64}$/.test(text) ? text : { fault: 'place-unreadable' };
  if (typeof type === 'string') return text;
  if ('text' in type) return text.length > type.text ? { fault: 'text-too-long' } : text;
  if ('words' in type) {
    const word = type.words[text.toLowerCase().replaceAll(/[\s()]/g, '')];
    return word ?? { fault: 'word-unknown' };
  }
  if ('integer' in type) {
    const [least, most] = type.integer;
    const number = /^\d{1,9}(\.0+)?$/.test(text) ? Number(text) : NaN;
    return number >= least && number <= most ? number : { fault: 'number-unreadable' };
  }
  // The clock of whoever wrote the table may be ahead of the node's a little.
  const moment = readMoment(text, addSeconds(now, type.moment === 'any' ? yearSeconds : 3600));
  return typeof moment === 'string' ? { fault: moment } : moment;
}

/** Members of one tube, written into one cell. */
export function splitMembers(text: string): string[] {
  return text.split(/[\s,;、/|]+/).filter((part) => part !== '');
}

/** Headers that mean the same: without spaces, marks, and what stands in brackets. */
export function headerKey(header: string): string {
  return header
    .toLowerCase()
    .replaceAll(/[(【[].*?[)】\]]/g, '')
    .replaceAll(/[\s_*#:.\-/"']/g, '');
}
