import { verifierBySuite, type Verifier } from '@tongxing/codec';
import { verifier as es256 } from '@tongxing/codec/es256';
import { verifier as sm2 } from '@tongxing/codec/sm2-sm3';
import { ProblemError, routes, type schemas } from '@tongxing/contract';
import {
  fallbackNow,
  fetchKnowledge,
  openKnowledge,
  uploadWaiting,
  type AppliedFallback,
  type Knowledge,
} from '../device/index.ts';
import { emptyDatabase, openDatabase } from './database.ts';
import { enrol, readRoots } from './enrol.ts';
import { createKept, readFetched, storeFetched, type Enrolled, type Kept } from './kept.ts';
import { openKeys } from './keys.ts';
import { nodeOf } from './node.ts';
import { showPlace, type PlaceShown } from './place-display.ts';
import { isRefused, readCode, type Reading } from './reading.ts';
import { createWaiting } from './waiting.ts';

/** What a guard is told of the device itself. */
export interface DeviceState {
  readonly enrolled: boolean;
  /** Where it stands and by what it judges; undefined until it has been fetched once. */
  readonly profile: schemas.CheckpointProfile | undefined;
  /** When that was fetched: seconds since 1970 by the device's own clock. */
  readonly fetchedAt: number | undefined;
  /** By how many seconds the device's clock was ahead of the node's then. */
  readonly clockAhead: number;
  /** The order for when the node cannot be reached, while it applies. */
  readonly fallback: AppliedFallback | undefined;
  /** Whether the node answered the last time; `not-believed`: it did, with what its keys do not sign. */
  readonly connection: 'online' | 'offline' | 'not-believed';
  /** What has not been sent yet. */
  readonly waiting: number;
  /** Set once the node has said that it does not know this device any more: how much could not be sent. */
  readonly revoked: { readonly lost: number } | undefined;
}

/** The checkpoint device that this browser is. */
export interface Device {
  state(): DeviceState;
  /** Told of every change of the state. */
  onChange(changed: () => void): void;
  /** @throws ProblemError, or what the network throws */
  enrol(enrolmentCode: string): Promise<void>;
  /**
   * @returns undefined for what is no health code
   * @throws ProblemError when the device was revoked; by then it is empty
   */
  read(text: string): Promise<Reading | undefined>;
  /** What it shows as the display of its place, from now until it turns. @throws ProblemError, or what the network throws */
  showPlace(): Promise<PlaceShown>;
  /** Registers that whoever showed this code now is here. @throws ProblemError, or what the network throws */
  registerVisit(text: string): Promise<schemas.DoorVisitDone['visit']>;
  /** Seconds since 1970, by the node's clock as it was when they last spoke. */
  now(): number;
  /** Sends what waits. What cannot be sent now waits on. */
  send(): Promise<void>;
  /** Sends what waits, and fetches rules and lists. What cannot be done now is tried again by itself. */
  refresh(): Promise<void>;
}

const uploadLock = 'tongxing-checkpoint-upload';
const clock = () => Math.floor(Date.now() / 1000);
const verifier: Verifier = verifierBySuite({ ES256: es256.verify, 'SM2-SM3': sm2.verify });

/** Opens what the device was before: enrolled or new. */
export async function openDevice(): Promise<Device> {
  const database = await openDatabase();
  let keys = await openKeys(database);
  let kept = createKept(database, keys);
  let waiting = createWaiting(database, keys);
  let enrolled = await kept.get('enrolled');
  let node = nodeOf(enrolled?.token);
  let knowledge = await reopen(kept, enrolled);
  let connection: DeviceState['connection'] = 'offline';
  let count = await waiting.count();
  let revoked: DeviceState['revoked'];
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((changed) => changed());

  const now = () => clock() - (knowledge?.clockAhead ?? 0);
  /** Nothing of a device that was taken out of use stays on it. */
  const wipe = async () => {
    const lost = await waiting.count();
    await emptyDatabase(database);
    keys = await openKeys(database);
    [kept, waiting] = [createKept(database, keys), createWaiting(database, keys)];
    [enrolled, knowledge, node, count, revoked] = [undefined, undefined, nodeOf(), 0, { lost }];
    tell();
  };
  const fetchAll = async (own: Enrolled) => {
    const fetched = await fetchKnowledge(node.client, clock);
    knowledge = await openKnowledge(fetched, readRoots(own.roots), verifier, knowledge);
    await kept.put('fetched', storeFetched(fetched));
  };
  const sendAll = () =>
    // Another window of the same app may be sending: the same scan is not sent by both.
    navigator.locks.request(uploadLock, async () => {
      await uploadWaiting(waiting, node.client, keys.sign);
    });
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      connection = 'online';
    } catch (error) {
      if (isRefused(error)) return wipe();
      connection = isSilence(error) ? 'offline' : 'not-believed';
    }
  };
  const send = async () => {
    if (enrolled !== undefined && (await waiting.count()) > 0) await attempt(sendAll);
    count = await waiting.count();
    tell();
  };
  const refresh = async () => {
    await send();
    const own = enrolled;
    if (own !== undefined) await attempt(() => fetchAll(own));
    tell();
  };
  return {
    state: () => ({
      enrolled: enrolled !== undefined,
      profile: knowledge?.profile,
      fetchedAt: knowledge && knowledge.fetchedAt + knowledge.clockAhead,
      clockAhead: knowledge?.clockAhead ?? 0,
      fallback: knowledge && fallbackNow(knowledge, clock()),
      connection,
      waiting: count,
      revoked,
    }),
    onChange: (changed) => void listeners.add(changed),
    async enrol(enrolmentCode) {
      enrolled = await enrol(keys, kept, enrolmentCode);
      node = nodeOf(enrolled.token);
      revoked = undefined;
      await refresh();
    },
    async read(text) {
      const reading = await readCode({ node, knowledge, verifier, waiting, clock }, text).catch(
        async (error: unknown) => {
          if (isRefused(error)) await wipe();
          throw error;
        },
      );
      if (reading === undefined) return undefined;
      connection = reading.by === 'node' ? 'online' : 'offline';
      count = await waiting.count();
      tell();
      if (reading.result.pollNow) void refresh();
      return reading;
    },
    now,
    registerVisit: async (text) => (await node.client.call(routes.registerAtDoor, { body: { text } })).visit,
    showPlace: () => showPlace({ node, keys, kept, now }),
    send,
    refresh,
  };
}

/** The node did not answer, or not as a node: nothing was said that could be believed or not. */
function isSilence(error: unknown): boolean {
  return error instanceof ProblemError || error instanceof TypeError || error instanceof DOMException;
}

async function reopen(kept: Kept, enrolled: Enrolled | undefined): Promise<Knowledge | undefined> {
  const stored = await kept.get('fetched');
  if (enrolled === undefined || stored === undefined) return undefined;
  return openKnowledge(readFetched(stored), readRoots(enrolled.roots), verifier);
}
