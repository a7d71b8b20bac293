import { getStatus } from './status-list.ts';
import type { StatusList } from './status-list-token.ts';
import type { StatusAnswer } from './verification-context.ts';

/**
 * What a verified status list says of one index, as verification takes it. Undefined for an index beyond the list: such a list
 * says nothing about it, and nobody is stopped for that.
 */
export function statusAnswer(list: StatusList, idx: number): StatusAnswer | undefined {
  if (idx >= (list.list.length * 8) / list.bits) return undefined;
  // A value that the codes do not use reads as "ask the node".
  const status = getStatus(list, idx);
  const { issuedAt, expiresAt } = list;
  return {
    status: status === 0 || status === 1 ? status : 3,
    asOf: issuedAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}
