import { compilePack, type CompiledPack } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';
import type { StoredPack } from './load.ts';

export type Purpose = 'resident' | 'entry';

export interface PackSource {
  /** The pack in force for a purpose at an instant: of several, the one that came into force last, and of that the newest version. */
  packFor(read: Read, purpose: Purpose, at: Date): Promise<CompiledPack>;
}

/** Compiled packs are kept: packs never change under a version, so a compiled one is good for as long as the process lives. */
export function createPackSource(): PackSource {
  const compiled = new Map<string, CompiledPack>();
  return {
    async packFor(read, purpose, at) {
      const row = await read
        .selectFrom('policy_pack')
        .select(['pack_id', 'version'])
        .where('purpose', '=', purpose)
        .where('valid_from', '<=', at)
        .where('valid_to', '>', at)
        .orderBy('valid_from', 'desc')
        .orderBy('loaded_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) throw new Error(`no policy pack is in force for ${purpose}`);
      const key = `${row.pack_id}@${row.version}`;
      const known = compiled.get(key);
      if (known !== undefined) return known;
      const { content } = await read
        .selectFrom('policy_pack')
        .select('content')
        .where('pack_id', '=', row.pack_id)
        .where('version', '=', row.version)
        .executeTakeFirstOrThrow();
      const { pack, valueSets } = content as StoredPack;
      const fresh = compilePack(pack, valueSets);
      compiled.set(key, fresh);
      return fresh;
    },
  };
}
