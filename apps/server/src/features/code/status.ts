import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { permutationFor, parseStatusPlace } from './status-index.ts';

type Deps = Pick<NodeContext, 'permutationKey' | 'province' | 'config'>;

export interface StripStatus {
  readonly validityDay: string;
  readonly idx: number;
  readonly status: 0 | 1 | 3;
  /** Whose strip it is; undefined for an index that was never given out. */
  readonly personId: string | undefined;
}

/** What the node itself knows of a strip of its own, now. Undefined when the URI is not one of this node's. */
export async function stripStatus(
  read: Read,
  deps: Deps,
  place: { uri: string; idx: number },
): Promise<StripStatus | undefined> {
  const parsed = parseStatusPlace(deps, place);
  if (parsed === undefined) return undefined;
  const { validityDay, idx } = parsed;
  const [mark, owner] = await Promise.all([
    read
      .selectFrom('status_mark')
      .select('status')
      .where('validity_day', '=', validityDay)
      .where('idx', '=', idx)
      .executeTakeFirst(),
    read
      .selectFrom('strip_ordinal')
      .select('person_id')
      .where('validity_day', '=', validityDay)
      .where('ordinal', '=', permutationFor(deps, validityDay).backward(idx))
      .executeTakeFirst(),
  ]);
  return { validityDay, idx, status: (mark?.status ?? 0) as 0 | 1 | 3, personId: owner?.person_id };
}
