import { dayOf } from '../../platform/clock.ts';
import { parentOf, readInside, type Division } from './division.ts';

/** The divisions of the country, with those that were dissolved. */
export interface Divisions {
  /** The day of the data: what changed afterwards is not in it. */
  readonly dataOf: string;
  /** The division of a code that was in force at some time between two instants, both included; the latest where several were. */
  find(code: string, from: Date, to?: Date): Division | undefined;
  /** The division of a code, also one that is no more: the latest. */
  latest(code: string): Division | undefined;
  /** What lies directly in a division, or the provinces, in force at an instant, in the order of their codes. */
  inside(parent: string | null, at: Date): Division[];
  /** From the province down to the division itself. */
  path(code: string): Division[];
}

interface Rows {
  readonly dataOf: string;
  readonly areas: readonly Division[];
  /** Lines of streets by county and of villages by street. */
  readonly inside: ReadonlyMap<string, string>;
}

export function createDivisions({ dataOf, areas, inside }: Rows): Divisions {
  const byCode = Map.groupBy(areas, ({ code }) => code);
  const byParent = Map.groupBy(areas, ({ code }) => parentOf(code));
  /** Of one code, the oldest first. */
  const rowsOf = (code: string): readonly Division[] => {
    if (code.length === 6) return byCode.get(code) ?? [];
    const parent = code.slice(0, -3);
    const line = inside.get(parent);
    return line === undefined ? [] : readInside(parent, line).filter((row) => row.code === code);
  };
  const divisions: Divisions = {
    dataOf,
    find: (code, from, to = from) => rowsOf(code).findLast((row) => inForce(row, dayOf(from), dayOf(to))),
    latest: (code) => rowsOf(code).at(-1),
    inside(parent, at) {
      const line = parent === null ? undefined : inside.get(parent);
      const rows = [
        ...(byParent.get(parent) ?? []),
        ...(parent === null || line === undefined ? [] : readInside(parent, line)),
      ];
      return rows.filter((row) => inForce(row, dayOf(at), dayOf(at)));
    },
    path(code) {
      const row = divisions.latest(code);
      const parent = parentOf(code);
      return [...(parent === null ? [] : divisions.path(parent)), ...(row === undefined ? [] : [row])];
    },
  };
  return divisions;
}

function inForce({ validFrom, validTo }: Division, firstDay: string, lastDay: string): boolean {
  return (validFrom === null || validFrom <= lastDay) && (validTo === null || firstDay < validTo);
}
