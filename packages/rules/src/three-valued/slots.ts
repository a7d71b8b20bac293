import type { Operation } from '../logic/expression.ts';
import type { Context } from './context.ts';
import { compileRead, plainText } from './var.ts';

type Path = Operation<'var'>;

/** The paths that a set of rules reads outside lambdas: places in the context's values, each filled once a document. */
export interface Slots {
  /** The place of what stands in the data. */
  raw(path: Path): number;
  /** The place of the same with date-times as text. */
  plain(path: Path): number;
  /** Reads all paths. */
  fill(document: unknown, context: Context): void;
}

interface Read {
  from: (scope: unknown) => unknown;
  into: number;
}

export function createSlots(allocate: () => number): Slots {
  const known = new Map<string, number>();
  const reads: Read[] = [];
  function place(form: string, path: Path, from: Read['from']): number {
    const key = `${form} ${path.path}`;
    let into = known.get(key);
    if (into === undefined) {
      into = allocate();
      known.set(key, into);
      reads.push({ from, into });
    }
    return into;
  }
  return {
    raw: (path) => place('raw', path, compileRead(path)),
    plain(path) {
      const read = compileRead(path);
      return place('plain', path, (scope) => plainText(read(scope)));
    },
    fill(document, { values }) {
      for (let i = 0; i < reads.length; i += 1) {
        const { from, into } = reads[i] as Read;
        values[into] = from(document);
      }
    },
  };
}
