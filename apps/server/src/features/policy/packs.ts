import { choosePack, compilePack, divisionAt, divisionPrefix, type CompiledPack } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';
import { inForce, nextActivation } from './activation.ts';
import { packStoredAs, type StoredPack } from './pack-store.ts';

export type Purpose = 'resident' | 'entry';

/** What is in force at one instant. */
export interface PacksInForce {
  readonly releaseId: string;
  /** When the next approved release takes over; undefined where none is approved. */
  readonly until: Date | undefined;
  /** @throws Error where no pack of the release is in force for the purpose at that instant */
  packFor(purpose: Purpose, division: string | null): CompiledPack;
}

/** Packs by id and version, as a release or a decision names them. */
export interface NamedPacks {
  readonly packs: readonly { readonly id: string; readonly version: string }[];
}

export interface PackSource {
  /** The release in force at an instant, with its packs: for whoever judges many people. */
  packsAt(read: Read, at: Date): Promise<PacksInForce>;
  /**
   * Of the packs of the release in force at an instant, the one for a purpose whose division is the narrowest that contains the one
   * given: where a person lives. Somebody who lives elsewhere, or nobody knows where, is judged as the province judges. Of several for
   * one division, the one that came into force last.
   */
  packFor(read: Read, purpose: Purpose, at: Date, division: string | null): Promise<CompiledPack>;
  /** The packs that are named, compiled. */
  packsOf(read: Read, content: NamedPacks): Promise<readonly CompiledPack[]>;
}

/** Compiled packs are kept: packs never change under a version, so a compiled one is good for as long as the process lives. */
export function createPackSource(): PackSource {
  const compiled = new Map<string, CompiledPack>();
  const packsOf = (read: Read, { packs }: NamedPacks) =>
    Promise.all(
      packs.map(async ({ id, version }) => {
        const key = `${id}@${version}`;
        const known = compiled.get(key);
        if (known !== undefined) return known;
        const { pack, valueSets } = (await packStoredAs(read, id, version)).content as StoredPack;
        const fresh = compilePack(pack, valueSets);
        compiled.set(key, fresh);
        return fresh;
      }),
    );
  const packsAt = async (read: Read, at: Date): Promise<PacksInForce> => {
    const release = await inForce(read, at);
    const packs = await packsOf(read, release.content);
    const until = await nextActivation(read, at);
    // A city may have released it; it is in force for the province all the same.
    const province = divisionAt(release.division, 'province')!;
    const packFor = (purpose: Purpose, division: string | null) => {
      const pack = packAmong(packs, { purpose, at, division, province });
      if (pack === undefined) throw new Error(`no policy pack is in force for ${purpose}`);
      return pack;
    };
    return { releaseId: release.releaseId, until, packFor };
  };
  return {
    packsAt,
    packsOf,
    packFor: async (read, purpose, at, division) => (await packsAt(read, at)).packFor(purpose, division),
  };
}

export interface Asked {
  readonly purpose: Purpose;
  readonly at: Date;
  readonly division: string | null;
  readonly province: string;
}

/** {@link PackSource.packFor} among given packs; undefined where none is in force. */
export function packAmong(
  packs: readonly CompiledPack[],
  { purpose, at, division, province }: Asked,
): CompiledPack | undefined {
  const home = division?.startsWith(divisionPrefix(province)) === true ? division : province;
  return choosePack(packs, { purpose, at: at.getTime(), division: home });
}
