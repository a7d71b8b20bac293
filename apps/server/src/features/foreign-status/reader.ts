import {
  decodeStatusListToken,
  type StatusAnswer,
  statusAnswer,
  type StatusList,
  type Verifier,
  verifyStatusListToken,
  findKey,
} from '@tongxing/codec';
import type { NodeContext } from '../../node-context.ts';
import { toUnix } from '../../platform/clock.ts';
import type { TrustListSource } from '../federation/index.ts';

/** What the lists of other provinces say of a strip: undefined where this node holds no list that covers it. */
export type ForeignStatusReader = (place: {
  readonly uri: string;
  readonly idx: number;
}) => Promise<StatusAnswer | undefined>;

type Deps = Pick<NodeContext, 'db' | 'clock'> & { readonly trustList: TrustListSource; readonly verifier: Verifier };

/** Lists that are held opened: a quarter of a megabyte each. */
const mostOpen = 64;
/** For how long an opened list is believed to be the newest this node holds. */
const lookAgainMs = 5000;

interface Open {
  readonly list: StatusList | undefined;
  readonly lookedAt: number;
}

/** The lists are verified again as they are opened: whoever can write into the table is not thereby believed. */
export function createForeignStatusReader(deps: Deps): ForeignStatusReader {
  const open = new Map<string, Open>();

  async function read(uri: string): Promise<StatusList | undefined> {
    const now = deps.clock.now();
    const known = open.get(uri);
    if (known !== undefined && Math.abs(now.getTime() - known.lookedAt) < lookAgainMs) return known.list;
    const list = await load(uri, known?.list, now);
    open.delete(uri);
    open.set(uri, { list, lookedAt: now.getTime() });
    for (const oldest of [...open.keys()].slice(0, Math.max(0, open.size - mostOpen))) open.delete(oldest);
    return list;
  }

  async function load(uri: string, known: StatusList | undefined, now: Date): Promise<StatusList | undefined> {
    const row = await deps.db
      .selectFrom('foreign_status_list')
      .select(['division', 'issued_at', 'token'])
      .where('uri', '=', uri)
      .executeTakeFirst();
    const { trustList } = await deps.trustList.current();
    if (row === undefined || trustList === undefined) return undefined;
    if (known !== undefined && known.issuedAt === toUnix(row.issued_at)) return known;
    const decoded = decodeStatusListToken(row.token);
    const search = findKey(trustList, decoded.kid, 'status', row.division, toUnix(now));
    if (!search.found) return undefined;
    return verifyStatusListToken(decoded, search.key, deps.verifier, { uri }).catch(() => undefined);
  }

  return async ({ uri, idx }) => {
    const list = await read(uri);
    return list && statusAnswer(list, idx);
  };
}
