import type { schemas } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import { startOfDay, toEdge } from '../../../platform/clock.ts';
import type { Column, Values } from './column.ts';
import type { Moment } from './read-moment.ts';

/** Kinds whose rows are facts about people. */
export type FactTable = Exclude<schemas.UploadKind, 'contacts' | 'areas'>;

/** A table of facts about people, as data: its columns, and what a row of it says. */
export interface TableKind {
  readonly source: Fact['source'];
  readonly fact: Fact['kind'];
  readonly columns: Readonly<Record<string, Column>>;
  /** Two rows about a person with the same key are one statement, and the later one stands. */
  readonly key: (row: Values) => readonly (string | number | undefined)[];
  readonly data: (row: Values) => Readonly<Record<string, unknown>>;
  /** When it was said: of two statements the later one stands. */
  readonly saidAt: (row: Values) => Date;
  /** Columns of which the first may not be later than the second. */
  readonly inOrder?: readonly [string, string];
  /** Days for which it waits for a person who has not registered. */
  readonly keptDays: number;
  /** Only about people who live in the division of the upload. A laboratory tests whoever comes. */
  readonly residentsOnly?: true;
}

type Read = Exclude<Moment, string>;

/** A cell of a column of words or text. */
export const textOf = (row: Values, name: string) => row[name] as string | undefined;
export const momentOf = (row: Values, name: string) => row[name] as Read | undefined;
export const instant = (row: Values, name: string) => {
  const moment = momentOf(row, name);
  return moment === undefined ? undefined : toEdge(moment.instant);
};
/** A day, or the instant where a time was given. */
export const edge = (row: Values, name: string) => {
  const moment = momentOf(row, name);
  return moment === undefined ? undefined : moment.hasTime ? toEdge(moment.instant) : moment.day;
};
export const said =
  (...names: string[]) =>
  (row: Values) =>
    names.map((name) => momentOf(row, name)).find((moment) => moment !== undefined)?.instant ??
    startOfDay('2019-12-01');

export const person: Readonly<Record<string, Column>> = {
  document: {
    names: [
      '证件号码',
      '证件号',
      '身份证号',
      '身份证号码',
      '身份证',
      '公民身份号码',
      '受检者证件号码',
      'documentNumber',
      'idNumber',
      'idNo',
      'idCard',
    ],
    type: 'document',
    needed: true,
  },
  documentType: { names: ['证件类型', '证件种类', 'documentType', 'idType'], type: 'document-type' },
  country: { names: ['签发国家', '国家', '国家地区', '国籍', 'issuingCountry', 'country'], type: 'country' },
  withdrawn: { names: ['作废', '是否作废', '撤回', 'withdrawn', 'void'], type: 'withdrawn' },
};
export const period: Readonly<Record<string, Column>> = {
  since: {
    names: ['开始时间', '开始日期', '起始日期', '判定时间', '判定日期', '日期', 'since', 'from', 'startDate'],
    type: { moment: 'past' },
    needed: true,
  },
  until: {
    names: ['结束时间', '结束日期', '截止日期', '解除时间', '解除日期', 'until', 'to', 'endDate'],
    type: { moment: 'any' },
  },
};
