import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toUnix } from '../../platform/clock.ts';
import { statusLists } from '../code/index.ts';

/** Bytes of lists in one answer, as they are before they are written in base64url. */
const mostBytes = 2_000_000;
/** Lists in one answer (schema of the answer). */
const mostLists = 256;

/**
 * Hands the lists of this province to a peer: which there are, and of those it does not hold in their newest form as many as one answer
 * takes, those it has least of all first. A list says nothing of anybody; the peer hands it on to its checkpoints as it is.
 */
export async function offerStatusLists(
  deps: NodeContext,
  { have }: schemas.StatusListsQuestion,
): Promise<schemas.StatusListsAnswer> {
  const held = new Map(have.map(({ uri, issuedAt }) => [uri, issuedAt]));
  const all = await statusLists(deps);
  const newer = all
    .filter(({ uri, issuedAt }) => (held.get(uri) ?? -1) < toUnix(issuedAt))
    .toSorted((a, b) => (held.get(a.uri) ?? -1) - (held.get(b.uri) ?? -1));
  const lists: schemas.StatusListsAnswer['lists'] = [];
  let bytes = 0;
  for (const { uri, token } of newer.slice(0, mostLists)) {
    // One list always goes, however large: a peer that asks again would otherwise never get it.
    if (lists.length > 0 && bytes + token.length > mostBytes) break;
    bytes += token.length;
    lists.push({ uri, token: token.toString('base64url') });
  }
  return { uris: all.map(({ uri }) => uri), lists };
}
