import {
  decodeStatusListToken,
  findKey,
  verifyStatusListToken,
  verifyTrustList,
  type RootKey,
  type StatusList,
  type TrustList,
  type Verifier,
} from '@tongxing/codec';
import { routes, type Client, type schemas } from '@tongxing/contract';
import { openFallback, type HeldFallback } from './fallback.ts';

/** What was put into the device when it was set up; nothing that comes over the network changes it. */
export interface Roots {
  readonly keys: readonly RootKey[];
  /** How many of them must have signed a trust list. */
  readonly threshold: number;
}

/** What the device has fetched, as it was signed: it is kept in this form, and verified whenever it is opened. */
export interface Fetched {
  readonly profile: schemas.CheckpointProfile;
  readonly trustList: Uint8Array;
  /** Tokens by the URI that strips name. */
  readonly statusLists: ReadonlyMap<string, Uint8Array>;
  /** When, by the node's clock, in seconds since 1970. */
  readonly fetchedAt: number;
  /** By how many seconds the device's own clock was ahead of the node's then. */
  readonly clockAhead: number;
}

/** The same, verified: all that a device judges by without a network. */
export interface Knowledge {
  readonly profile: schemas.CheckpointProfile;
  readonly trustList: TrustList;
  readonly statusLists: ReadonlyMap<string, StatusList>;
  readonly fetchedAt: number;
  readonly clockAhead: number;
  /** When the node last answered with something that held, by its clock, in seconds since 1970. */
  readonly lastContact: number;
  /** What counts while the node cannot be reached; undefined before its first order. */
  readonly fallback: HeldFallback | undefined;
}

/**
 * Asks the node for rules, trust list and status lists.
 * @param clock what the device's own clock says, in seconds since 1970; it may be wrong
 * @throws ProblemError, or what the transport throws
 */
export async function fetchKnowledge(client: Client, clock: () => number): Promise<Fetched> {
  const profile = await client.call(routes.getCheckpointProfile, {});
  const clockThen = clock();
  const fetchedAt = nodeTimeOf(profile);
  const trustList = (await client.call(routes.getTrustList, {})) as Uint8Array;
  const statusLists = new Map<string, Uint8Array>();
  for (const { uri, listId } of profile.foreignStatusLists) {
    statusLists.set(uri, (await client.call(routes.getForeignStatusList, { params: { listId } })) as Uint8Array);
  }
  for (const uri of profile.statusLists) {
    const shard = uri.slice(uri.lastIndexOf('/') + 1);
    statusLists.set(uri, (await client.call(routes.getStatusList, { params: { shard } })) as Uint8Array);
  }
  return { profile, trustList, statusLists, fetchedAt, clockAhead: clockThen - fetchedAt };
}

/** What the node's clock said when it answered: seconds since 1970. */
export function nodeTimeOf({ serverTime }: Pick<schemas.CheckpointProfile, 'serverTime'>): number {
  return Math.floor(Date.parse(serverTime) / 1000);
}

/**
 * Verifies what was fetched. What the node signs is judged by the node's time: a wrong clock of the device must not make a good list
 * look expired, or an old one good.
 * @param held what the device holds: neither its trust list nor its fallback order takes the place of a newer one
 * @throws CodecError, or Error when a list is signed with no key for it
 */
export async function openKnowledge(
  { profile, fetchedAt, clockAhead, ...fetched }: Fetched,
  roots: Roots,
  verifier: Verifier,
  held?: Pick<Knowledge, 'trustList' | 'fallback'>,
): Promise<Knowledge> {
  const minimumVersion = held?.trustList.version ?? 0;
  const requirements = { roots: roots.keys, threshold: roots.threshold, now: fetchedAt, minimumVersion };
  const trustList = await verifyTrustList(fetched.trustList, requirements, verifier);
  const origins = new Map(profile.foreignStatusLists.map(({ uri, origin }) => [uri, origin]));
  const statusLists = new Map<string, StatusList>();
  for (const [uri, token] of fetched.statusLists) {
    const decoded = decodeStatusListToken(token);
    // The own node hands on what another province signed: it is believed as that province's word, or not at all.
    const search = findKey(trustList, decoded.kid, 'status', origins.get(uri) ?? profile.division, fetchedAt);
    if (!search.found) throw new Error(`the status list is signed with a key that is ${search.reason}`);
    statusLists.set(uri, await verifyStatusListToken(decoded, search.key, verifier, { uri, now: fetchedAt }));
  }
  const fallback = await openFallback(profile, trustList, fetchedAt, verifier, held?.fallback);
  return { profile, trustList, statusLists, fetchedAt, clockAhead, lastContact: fetchedAt, fallback };
}
