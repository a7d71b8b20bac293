import { ProblemError, routes, type AnswerOf } from '@tongxing/contract';
import { useEffect, useState } from 'react';
import type { Speaker } from '@/words/language';
import { node } from './node';

export type DivisionInFull = AnswerOf<typeof routes.getDivision>;
export type Division = AnswerOf<typeof routes.listDivisions>['divisions'][number];

const found = new Map<string, Promise<DivisionInFull>>();
const lists = new Map<string, Promise<Division[]>>();

export function divisionInFull(code: string): Promise<DivisionInFull> {
  return once(found, code, () => node().call(routes.getDivision, { params: { code } }));
}

/** Those that exist, below a division; the provinces where none is given. */
export function divisionsBelow(parent?: string): Promise<Division[]> {
  return once(lists, parent ?? '', async () => {
    const { divisions } = await node().call(routes.listDivisions, { query: parent === undefined ? {} : { parent } });
    return divisions.filter(({ validTo }) => validTo === null);
  });
}

/** 山西省 太原市 小店区; English where there is a name, the Chinese one where not. */
export function pathName(t: Speaker, { path }: DivisionInFull): string {
  return path.map(({ name }) => nameOf(t, name)).join(' ');
}

export function nameOf(t: Speaker, { zh, en }: Division['name']): string {
  return t(zh, en ?? zh);
}

/** True once it is known that there is no division of this code, or none any more. Without a network nothing is known. */
export function useIsUnknown(code: string): boolean {
  const [unknown, setUnknown] = useState(false);
  useEffect(() => {
    let current = true;
    setUnknown(false);
    divisionInFull(code).then(
      ({ validTo }) => current && setUnknown(validTo !== null && Date.parse(validTo) < Date.now()),
      (error: unknown) => current && setUnknown(error instanceof ProblemError && error.code === 'not-found'),
    );
    return () => {
      current = false;
    };
  }, [code]);
  return unknown;
}

/** Asks once; what failed is asked again the next time. */
function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const asked = ask();
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}
