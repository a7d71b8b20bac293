import { useEffect, useState } from 'react';
import { useWords } from '@/store/hooks';
import { divisionInFull, pathName, type DivisionInFull } from '@/api/divisions';

/** A division with those it lies in; its number until the name is known. */
export function DivisionName({ code }: { readonly code: string }) {
  const t = useWords();
  const [found, setFound] = useState<DivisionInFull>();
  useEffect(() => {
    let current = true;
    divisionInFull(code).then(
      (division) => current && setFound(division),
      // The number says the same, if less well.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [code]);
  return <span>{found === undefined ? code : pathName(t, found)}</span>;
}
