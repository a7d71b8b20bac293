import { divisionPrefix } from '../facts/divisions.ts';
import type { CompiledPack } from './compile-pack.ts';

export interface Asked {
  readonly purpose: CompiledPack['pack']['purpose'];
  /** In milliseconds. */
  readonly at: number;
  /** Where the person is at home. */
  readonly division: string;
}

/** Of the packs for a purpose in force then, the one of the narrowest division, and of those the last to begin. */
export function choosePack(packs: readonly CompiledPack[], { purpose, at, division }: Asked): CompiledPack | undefined {
  return packs
    .filter(({ pack, validFrom, validTo }) => pack.purpose === purpose && validFrom <= at && at < validTo)
    .map((candidate) => ({ candidate, narrowness: narrownessFor(candidate, division) }))
    .filter(({ narrowness }) => narrowness > 0)
    .toSorted((a, b) => b.narrowness - a.narrowness || b.candidate.validFrom - a.candidate.validFrom)[0]?.candidate;
}

/** How many digits the narrowest division of a pack that contains this one has; 0 where none contains it. */
function narrownessFor({ pack }: CompiledPack, division: string): number {
  const containing = pack.divisions.map(divisionPrefix).filter((prefix) => division.startsWith(prefix));
  return Math.max(0, ...containing.map((prefix) => prefix.length));
}
