import type { ListKind, schemas } from '@tongxing/contract';
import { dayOf, startOfDay } from '../../platform/clock.ts';
import { coversDivision } from '../../province.ts';
import type { Values } from './reading/column.ts';
import { momentOf, textOf, type FactTable } from './reading/table-kind.ts';

/** Tables whose rows colour people on an office's word alone. */
export type OrderTable = Extract<FactTable, 'isolation' | 'case-state' | 'arrival'>;

/** A kind of order, as data: which of its rows colour and take a list, and from which lists the others release. */
export interface OrderKind {
  readonly list: ListKind;
  /** The column in which it stands whether a row colours. */
  readonly column: string;
  /** The column that tells since when. */
  readonly since: string;
  readonly colours: (row: Values, now: Date, subject: schemas.ListSubject | undefined) => boolean;
  /** Does a row that colours say what this list says of everybody on it? */
  readonly says: (row: Values, subject: schemas.ListSubject) => boolean;
  /** Does a row that releases, or takes back, mean what this list said of the person since then? */
  readonly releases: (row: Values, subject: schemas.ListSubject, since: Date, isKnown: boolean) => boolean;
}

const daySeconds = 86_400;

/** When an order ends by its own row; a day ends at its midnight. */
export function endOf(row: Values): Date | undefined {
  const until = momentOf(row, 'until');
  if (until === undefined || until.hasTime) return until?.instant;
  return startOfDay(dayOf(new Date(until.instant.getTime() + daySeconds * 1000)));
}

const isSameDay = (row: Values, column: string, since: Date) => momentOf(row, column)?.day === dayOf(since);

export const orderKinds: Readonly<Record<OrderTable, OrderKind>> = {
  isolation: {
    list: 'isolations',
    column: 'until',
    since: 'since',
    colours: (row, now) => {
      const end = endOf(row);
      return end === undefined || end > now;
    },
    says: (row, subject) => subject.kind === 'isolations' && subject.place === row['place'],
    releases: (row, subject, since) =>
      subject.kind === 'isolations' && subject.place === row['place'] && isSameDay(row, 'since', since),
  },
  'case-state': {
    list: 'cases',
    column: 'state',
    since: 'since',
    // A discharge puts somebody who was never a case under watch in some provinces: a list can say it too.
    colours: ({ state }, _now, subject) =>
      state === 'discharged' ? subject?.kind === 'cases' && subject.state === state : state !== 'none',
    says: (row, subject) => subject.kind === 'cases' && subject.state === row['state'],
    // Of whom the node knows, a discharge is the later of two states and needs the earlier one: after it comes a time of watching.
    releases: (row, _subject, since, isKnown) =>
      !(isKnown && row['state'] === 'discharged') && since <= (momentOf(row, 'since')?.instant ?? since),
  },
  arrival: {
    list: 'arrivals',
    column: 'tag',
    since: 'arrivedAt',
    colours: (row) => row['tag'] === 'red' || row['tag'] === 'yellow',
    says: (row, subject) =>
      subject.kind === 'arrivals' &&
      subject.tag === row['tag'] &&
      coversDivision(subject.arrivedIn, textOf(row, 'division') ?? ''),
    releases: (row, _subject, since) => isSameDay(row, 'arrivedAt', since),
  },
};

export const isOrder = (kind: schemas.UploadKind): kind is OrderTable => kind in orderKinds;
