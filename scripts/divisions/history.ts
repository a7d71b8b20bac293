import type { Edition } from './editions.ts';

/**
 * A division of province, city or county level. Days are half-open. They are the widest that the editions allow: a code counts
 * from the last edition that lacks it until the first that lacks it again, so that nothing right is ever refused.
 */
export type Area = {
  code: string;
  name: string;
  kind: '' | 'grouping' | 'statistical';
  /** absent: as far back as there are editions */
  validFrom?: string;
  /** absent: still in force */
  validTo?: string;
  /** what it became */
  into?: string;
};

/** What is known better than the editions tell. */
export type Change = { code: string; validFrom?: string; validTo?: string; into?: string; ground: string };

/** Rows under which the standard lists the districts or counties of a city; nobody lives in them. Also rows between a province and its counties where
 * there is no city. */
export const HEADINGS = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

/** Today's areas with the day they began, and before them those of earlier editions that are gone. */
export function withHistory(
  areas: readonly Area[],
  editions: readonly Edition[],
  today: string,
  changes: readonly Change[],
): Area[] {
  const current = new Map(areas.map((area) => [area.code, area]));
  const codes = new Set([...current.keys(), ...editions.flatMap(({ names }) => Object.keys(names))]);
  const days = [...editions.map(({ day }) => day), today];
  return [...codes].toSorted().flatMap((code) => {
    const area = current.get(code);
    // What the statistics office alone lists has no history in the standard.
    if (area !== undefined && area.kind !== '') return [area];
    const present = [...editions.map(({ names }) => names[code]), area?.name];
    return spans(present)
      .filter(({ name }) => code.endsWith('00') || !HEADINGS.has(name))
      .map(({ name, first, end }): Area => {
        const change = changes.find((one) => one.code === code);
        const [validFrom, validTo] = [
          change?.validFrom ?? days[first - 1],
          change?.validTo ?? (end === days.length ? undefined : days[end]),
        ];
        return {
          code,
          name,
          kind: HEADINGS.has(name) ? 'grouping' : '',
          ...(validFrom === undefined ? {} : { validFrom }),
          ...(validTo === undefined ? {} : { validTo }),
          ...(change?.into === undefined ? {} : { into: change.into }),
        };
      });
  });
}

/** The runs of editions in which a code stands: from `first` up to but not including `end`, with the name it had last. */
function spans(present: readonly (string | undefined)[]): { name: string; first: number; end: number }[] {
  const found: { name: string; first: number; end: number }[] = [];
  present.forEach((name, position) => {
    if (name === undefined) return;
    const last = found.at(-1);
    if (last?.end === position) [last.name, last.end] = [name, position + 1];
    else found.push({ name, first: position, end: position + 1 });
  });
  return found;
}
