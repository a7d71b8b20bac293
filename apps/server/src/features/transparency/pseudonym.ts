import type { NodeContext } from '../../node-context.ts';

const length = 16;

/**
 * The name under which the log and the audit speak of somebody: always the same for one id, and not to be led back to it without the
 * node's index key. 128 bits, base64url.
 */
export function pseudonymOf(deps: Pick<NodeContext, 'seal'>, kind: 'staff' | 'person', id: string): string {
  return deps.seal.index('pseudonym', `${kind} ${id}`).subarray(0, length).toString('base64url');
}
