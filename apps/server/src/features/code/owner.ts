import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { stripStatus } from './status.ts';

/** Whose strip this is, when it is one of this node's and still stands. */
export async function ownerOfStrip(
  read: Read,
  deps: Pick<NodeContext, 'permutationKey' | 'province' | 'config'>,
  place: { uri: string; idx: number },
): Promise<string | undefined> {
  const strip = await stripStatus(read, deps, place);
  return strip?.status === 0 ? strip.personId : undefined;
}
