import { verifierBySuite, type Verifier } from '@tongxing/codec';
import { verifier as es256 } from '@tongxing/codec/es256';
import { verifier as sm2 } from '@tongxing/codec/sm2-sm3';
import { ProblemError, routes, type schemas } from '@tongxing/contract';
import {
  contactSeconds,
  fallbackNow,
  fetchContact,
  fetchKnowledge,
  heardAt,
  openKnowledge,
  takeContact,
  uploadWaiting,
  type AppliedFallback,
  type Knowledge,
  type WaitingItem,
} from '@tongxing/device';
import { enrol, readRoots, type Enrolment } from './enrol.ts';
import { openHoldings } from './holdings.ts';
import { readFetched, storeFetched, type Enrolled, type Kept } from './kept.ts';
import { nodeOf } from './node.ts';
import { showPlace, type PlaceShown } from './place-display.ts';
import { isRefused, readCode, type Reading } from './reading.ts';
import { count, endShift, openShift, type Shift } from './shift.ts';

/** What a guard is told of the device itself. */
export interface DeviceState {
  readonly enrolled: boolean;
  /** Where it stands and by what it judges; undefined until it has been fetched once. */
  readonly profile: schemas.CheckpointProfile | undefined;
  /** When that was fetched: seconds since 1970 by the device's own clock. */
  readonly fetchedAt: number | undefined;
  /** By how many seconds the device's clock was ahead of the node's then. */
  readonly clockAhead: number;
  /** How often the node is asked for a sign of life (seconds). */
  readonly contactSeconds: number;
  /** The order for when the node cannot be reached, while it applies. */
  readonly fallback: AppliedFallback | undefined;
  /** Whether the node answered the last time; `not-believed`: it did, with what its keys do not sign. */
  readonly connection: 'online' | 'offline' | 'not-believed';
  /** What has not been sent yet. */
  readonly waiting: number;
  /** The guard who is on duty here, where she has said so. */
  readonly shift: Shift | undefined;
  /** Set once the node has said that it does not know this device any more: how much could not be sent. */
  readonly revoked: { readonly lost: number } | undefined;
}

/** The checkpoint device that this browser is. */
export interface Device {
  state(): DeviceState;
  /** Told of every change of the state. */
  onChange(changed: () => void): void;
  /** @throws RootsDifferError, ProblemError, or what the network throws */
  enrol(enrolment: Enrolment): Promise<void>;
  /**
   * @returns undefined for what is no health code
   * @throws ProblemError when the device was revoked; by then it is empty
   */
  read(text: string): Promise<Reading | undefined>;
  /** Keeps what happened at the door until the node has it. On the disk when this settles. */
  keep(item: WaitingItem): Promise<void>;
  /** A guard begins her shift here. @throws ProblemError, or what the network throws */
  openShift(account: { readonly username: string; readonly password: string }): Promise<void>;
  /** She ends it; before, everything is sent. @throws ProblemError, or what the network throws: then it goes on */
  endShift(): Promise<void>;
  /** Asks by document, within a shift. @throws ProblemError, or what the network throws */
  lookUp(claim: Omit<schemas.DocumentLookup, 'shiftId'>): Promise<schemas.DocumentLookedUp>;
  /** What it shows as the display of its place, from now until it turns. @throws ProblemError, or what the network throws */
  showPlace(): Promise<PlaceShown>;
  /** Registers that whoever showed this code now is here. @throws ProblemError, or what the network throws */
  registerVisit(text: string): Promise<schemas.DoorVisitDone['visit']>;
  /** Seconds since 1970, by the node's clock as it was when they last spoke. */
  now(): number;
  /** Asks the node for a sign of life. */
  touch(): Promise<void>;
  /** Sends what waits. What cannot be sent now waits on. */
  send(): Promise<void>;
  /** Sends what waits, and fetches rules and lists. What cannot be done now is tried again by itself. */
  refresh(): Promise<void>;
}

/** Is the id of no shift: the node says that one is needed. */
const noShift = '00000000-0000-7000-8000-000000000000';
const uploadLock = 'tongxing-checkpoint-upload';
const clock = () => Math.floor(Date.now() / 1000);
const verifier: Verifier = verifierBySuite({ ES256: es256.verify, 'SM2-SM3': sm2.verify });

/** Opens what the device was before: enrolled or new. */
export async function openDevice(): Promise<Device> {
  const held = await openHoldings();
  let enrolled = await held.kept.get('enrolled');
  let node = nodeOf(enrolled?.token);
  let knowledge = await reopen(held.kept, enrolled);
  let shift = await held.kept.get('shift');
  let connection: DeviceState['connection'] = 'offline';
  let waiting = await held.waiting.count();
  let revoked: DeviceState['revoked'];
  const listeners = new Set<() => void>();
  const now = () => clock() - (knowledge?.clockAhead ?? 0);

  /** Tells of a change, and first finds out how much waits. */
  const tell = async () => {
    waiting = await held.waiting.count();
    for (const changed of listeners) changed();
  };
  /** Nothing of a device that was taken out of use stays on it. */
  const wipe = async () => {
    revoked = { lost: await held.waiting.count() };
    await held.empty();
    [enrolled, knowledge, shift, node] = [undefined, undefined, undefined, nodeOf()];
  };
  /** Whoever asks the node may learn that this device is none any more. */
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (isRefused(error)) await wipe();
      throw error;
    } finally {
      await tell();
    }
  };
  /** The node has just answered. */
  const heard = async () => {
    if (knowledge === undefined) return;
    const at = now();
    knowledge = heardAt(knowledge, at);
    await held.kept.put('heardAt', at);
  };
  /** The same for what a guard waits for. */
  const answered = async <T>(work: () => Promise<T>): Promise<T> => {
    const answer = await asking(work);
    await heard();
    return answer;
  };
  /** What nobody waits for; it is tried again by itself. */
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await asking(work);
      connection = 'online';
    } catch (error) {
      connection = isSilence(error) ? 'offline' : 'not-believed';
    }
    await tell();
  };
  const sendAll = () =>
    // Another window of the same app may be sending: the same scan is not sent by both.
    navigator.locks.request(uploadLock, async () => {
      await uploadWaiting(held.waiting, node.client, held.keys.sign);
      await heard();
    });
  const fetchAll = async ({ roots }: Enrolled) => {
    const fetched = await fetchKnowledge(node.client, clock);
    knowledge = await openKnowledge(fetched, readRoots(roots), verifier, knowledge);
    await held.kept.put('fetched', storeFetched(fetched));
  };
  const touch = async () => {
    if (knowledge === undefined) return;
    const contact = await fetchContact(node.client);
    knowledge = await takeContact(knowledge, contact, verifier);
    await held.kept.put('contact', contact);
  };
  let last: Promise<unknown> = Promise.resolve();
  /** Of two fetches at once the older would take the place of the newer: one after the other. */
  const inTurn = (work: () => Promise<unknown>) => (last = last.then(() => attempt(work)));
  const send = async () => {
    if (enrolled !== undefined && (await held.waiting.count()) > 0) await attempt(sendAll);
  };
  const refresh = async () => {
    await send();
    const own = enrolled;
    if (own !== undefined) await inTurn(() => fetchAll(own));
  };
  return {
    state: () => ({
      enrolled: enrolled !== undefined,
      profile: knowledge?.profile,
      fetchedAt: knowledge && knowledge.fetchedAt + knowledge.clockAhead,
      clockAhead: knowledge?.clockAhead ?? 0,
      contactSeconds: contactSeconds(knowledge),
      fallback: knowledge && fallbackNow(knowledge, clock()),
      connection,
      waiting,
      shift: shift === undefined || shift.endsAt <= now() ? undefined : shift,
      revoked,
    }),
    onChange: (changed) => void listeners.add(changed),
    async enrol(enrolment) {
      enrolled = await enrol(held.keys, held.kept, enrolment);
      node = nodeOf(enrolled.token);
      revoked = undefined;
      await refresh();
    },
    async read(text) {
      const deps = { node, knowledge, verifier, waiting: held.waiting, clock };
      const reading = await asking(() => readCode(deps, text));
      if (reading === undefined) return undefined;
      connection = reading.by === 'node' ? 'online' : 'offline';
      if (reading.by === 'node') void heard();
      if (reading.result.pollNow) void refresh();
      return reading;
    },
    async keep(item) {
      await held.waiting.add(item);
      if (item.kind === 'check' && shift !== undefined) shift = await count(held.kept, shift, item.content.verdict);
      await tell();
    },
    openShift: (account) =>
      answered(async () => {
        shift = await openShift(node, held.kept, account);
      }),
    endShift: () =>
      answered(async () => {
        await sendAll();
        if (shift !== undefined) await endShift(node, held.kept, shift);
        shift = undefined;
      }),
    lookUp: (claim) =>
      answered(() =>
        node.client.call(routes.lookUpDocument, { body: { ...claim, shiftId: shift?.shiftId ?? noShift } }),
      ),
    now,
    registerVisit: async (text) => (await node.client.call(routes.registerAtDoor, { body: { text } })).visit,
    showPlace: () => showPlace({ node, keys: held.keys, kept: held.kept, now }),
    touch: async () => void (await inTurn(touch)),
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
  const knowledge = await openKnowledge(readFetched(stored), readRoots(enrolled.roots), verifier);
  const [contact, at = 0] = await Promise.all([kept.get('contact'), kept.get('heardAt')]);
  // An app that is opened anew does not take the time since the last fetch for silence.
  return heardAt(contact === undefined ? knowledge : await takeContact(knowledge, contact, verifier), at);
}
