import type { Pack } from '../pack/pack-schema.ts';
import { packChanges, type ComparedPack, type PackChange } from './pack-changes.ts';

/**
 * What a set of packs changes against another. A pack takes the place of the one with its id, else of the one for the same purpose and
 * the same divisions.
 */
export function releaseChanges(before: readonly ComparedPack[], after: readonly ComparedPack[]): PackChange[] {
  const replaced = new Set<ComparedPack>();
  const changes = after.flatMap((compared): PackChange[] => {
    const free = before.filter((candidate) => !replaced.has(candidate));
    const was =
      free.find(({ pack }) => pack.id === compared.pack.id) ??
      free.find(({ pack }) => placeOf(pack) === placeOf(compared.pack) && !stays(pack, after));
    if (was === undefined) return [{ subject: compared.pack.id, change: 'added', text: describePack(compared.pack) }];
    replaced.add(was);
    return packChanges(was, compared);
  });
  const removed = before.filter((candidate) => !replaced.has(candidate));
  return [
    ...changes,
    ...removed.map(({ pack }): PackChange => ({ subject: pack.id, change: 'removed', text: describePack(pack) })),
  ];
}

const placeOf = ({ purpose, divisions }: Pack): string => `${purpose} ${divisions.toSorted().join(' ')}`;

const stays = ({ id }: Pack, after: readonly ComparedPack[]): boolean => after.some(({ pack }) => pack.id === id);

function describePack({ id, version, divisions, rules, validFrom, validTo }: Pack): PackChange['text'] {
  const where = divisions.join(', ');
  return {
    zh: `规则包 ${id} ${version},适用 ${where},${rules.length} 条规则,${validFrom} 至 ${validTo}`,
    en: `pack ${id} ${version} for ${where}, ${rules.length} rules, ${validFrom} to ${validTo}`,
  };
}
