import { headerKey, type Column } from './column.ts';

type Columns = Readonly<Record<string, Column>>;

/** The name of a column of the kind, by what a header calls it; undefined for a column that is not read. */
export function createHeaderNames(columns: Columns): (header: string) => string | undefined {
  const known = new Map(
    Object.entries(columns).flatMap(([name, column]) => column.names.map((each) => [headerKey(each), name] as const)),
  );
  const seen = new Map<string, string | undefined>();
  return (header) => {
    if (!seen.has(header) && seen.size < 200) seen.set(header, known.get(headerKey(header.normalize('NFKC'))));
    return seen.get(header);
  };
}

/** Where the columns stand in a header, and what is wrong with it. */
export interface HeaderRead {
  /** By position; undefined where a column is not read. */
  readonly positions: readonly (string | undefined)[];
  readonly missing: readonly string[];
  readonly twice: readonly string[];
}

/** Reads a row as a header: what is needed and not there, and what is there twice. */
export function readHeader(
  cells: readonly string[],
  columns: Columns,
  nameOf: (header: string) => string | undefined,
): HeaderRead {
  const positions = cells.map(nameOf);
  const shown = (name: string) => columns[name]?.names[0] ?? name;
  const missing = Object.entries(columns).filter(
    ([name, { needed }]) =>
      needed === true &&
      !positions.includes(name) &&
      !(name === 'document' && (positions.includes('members') || positions.includes('tube'))),
  );
  const twice = positions.filter((name, at) => name !== undefined && positions.indexOf(name) !== at) as string[];
  return { positions, missing: missing.map(([name]) => shown(name)), twice: [...new Set(twice)].map(shown) };
}
