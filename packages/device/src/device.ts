import { routes, type schemas } from '@tongxing/contract';
import { contactSeconds, fetchContact, heardAt, takeContact } from './contact.ts';
import { openChecks, type Checks } from './checks.ts';
import { enrol, readRoots, type Enrolment } from './enrol.ts';
import { fallbackNow, type AppliedFallback } from './fallback.ts';
import { fetchKnowledge, openKnowledge, type Fetched, type Knowledge } from './knowledge.ts';
import type { Part, PartTools } from './part.ts';
import { showPlace, type PlaceShown } from './place-display.ts';
import type { Enrolled, Platform } from './platform.ts';
import { isRefused, readCode, type Reading } from './reading.ts';
import { count, endShift, openShift, type Shift } from './shift.ts';
import { uploadWaiting, type WaitingItem } from './upload.ts';
import { whoseCode } from './whose.ts';

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

/** The checkpoint device that a browser or a mini-program is. */
export interface Device {
  state(): DeviceState;
  /** Told of every change of the state. @returns stops it */
  onChange(changed: () => void): () => void;
  /** @throws RootsDifferError, ProblemError, or what the network throws */
  enrol(enrolment: Enrolment): Promise<void>;
  /**
   * @returns undefined for what is no health code
   * @throws ProblemError when the device was revoked; by then it is empty
   */
  read(text: string): Promise<Reading | undefined>;
  /** Keeps what happened at the door until the node has it. On the disk when this settles. */
  keep(item: WaitingItem): Promise<void>;
  /** Keeps how checks stand. On the disk when this settles. */
  readonly keepChecks: Checks['keep'];
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
  /** Takes on something beside the door, which is kept and sent with everything else. */
  takeOn<P extends Part>(begin: (tools: PartTools) => Promise<P>): Promise<P>;
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

/** Opens what the device was before: enrolled or new. */
export async function openDevice(platform: Platform): Promise<Device> {
  const { clock, verifier, clientOf } = platform;
  const held = await platform.openHoldings();
  let enrolled = await held.kept.get('enrolled');
  let client = clientOf(enrolled?.token);
  let knowledge: Knowledge | undefined;
  const believe = (fetched: Fetched, { roots }: Enrolled) =>
    openKnowledge(fetched, readRoots(roots), verifier, knowledge);
  const stored = await held.fetched.get();
  if (enrolled !== undefined && stored !== undefined) {
    knowledge = await believe(stored, enrolled);
    // An app that is opened anew does not take the time since the last fetch for silence.
    const [contact, at = 0] = await Promise.all([held.kept.get('contact'), held.kept.get('heardAt')]);
    knowledge = heardAt(contact === undefined ? knowledge : await takeContact(knowledge, contact, verifier), at);
  }
  let shift = await held.kept.get('shift');
  let connection: DeviceState['connection'] = 'offline';
  const parts: Part[] = [];
  const countWaiting = async () => parts.reduce((sum, part) => sum + part.waiting(), await held.waiting.count());
  let waiting = await countWaiting();
  let revoked: DeviceState['revoked'];
  const listeners = new Set<() => void>();
  const now = () => clock() - (knowledge?.clockAhead ?? 0);

  /** Tells of a change, and first finds out how much waits. */
  const tell = async () => {
    waiting = await countWaiting();
    for (const changed of listeners) changed();
  };
  /** Nothing of a device that was taken out of use stays on it. */
  const wipe = async () => {
    revoked = { lost: await countWaiting() };
    await held.empty();
    for (const part of parts) part.emptied();
    [enrolled, knowledge, shift, client] = [undefined, undefined, undefined, clientOf()];
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
  const attempt = async (work: () => Promise<DeviceState['connection']>) => {
    try {
      connection = await asking(work);
    } catch {
      // The node did not answer, or not as a node.
      connection = 'offline';
    }
    await tell();
  };
  const checks = await openChecks(held, async (settled) => {
    for (const { verdict } of settled) if (shift !== undefined) shift = await count(held.kept, shift, verdict);
    await tell();
  });
  const sendAll = () =>
    platform.alone(async () => {
      await uploadWaiting(held.waiting, client, held.keys.sign);
      for (const part of parts) await part.send();
      await heard();
      return 'online' as const;
    });
  const fetchAll = async (own: Enrolled) => {
    const fetched = await fetchKnowledge(client, clock);
    try {
      knowledge = await believe(fetched, own);
    } catch {
      return 'not-believed';
    }
    await held.fetched.put(fetched);
    return 'online';
  };
  const touch = async () => {
    const contact = await fetchContact(client);
    if (knowledge === undefined) return 'online';
    try {
      knowledge = await takeContact(knowledge, contact, verifier);
    } catch {
      return 'not-believed';
    }
    await held.kept.put('contact', contact);
    return 'online';
  };
  let last = Promise.resolve();
  /** Of two fetches at once the older would take the place of the newer: one after the other. */
  const inTurn = (work: Parameters<typeof attempt>[0]) => (last = last.then(() => attempt(work)));
  const send = async () => {
    const isReady = parts.some((part) => part.isReady()) || (await held.waiting.count()) > 0;
    if (enrolled !== undefined && isReady) await attempt(sendAll);
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
    onChange(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    async enrol(enrolment) {
      enrolled = await enrol(platform, held, enrolment);
      client = clientOf(enrolled.token);
      revoked = undefined;
      await refresh();
    },
    async read(text) {
      const deps = { platform, client, knowledge, waiting: held.waiting };
      const reading = await asking(() => readCode(deps, text));
      if (reading === undefined) return undefined;
      connection = reading.by === 'node' ? 'online' : 'offline';
      if (reading.by === 'node') void heard();
      if (reading.result.pollNow) void refresh();
      return reading;
    },
    async keep(item) {
      await held.waiting.add(item);
      await tell();
    },
    keepChecks: checks.keep,
    openShift: (account) =>
      answered(async () => {
        shift = await openShift(client, held.kept, account);
      }),
    endShift: () =>
      answered(async () => {
        await sendAll();
        if (shift !== undefined) await endShift(client, held.kept, shift);
        shift = undefined;
        for (const part of parts) await part.endShift();
      }),
    lookUp: (claim) =>
      answered(() => client.call(routes.lookUpDocument, { body: { ...claim, shiftId: shift?.shiftId ?? noShift } })),
    async takeOn(begin) {
      const part = await begin({
        get kept() {
          return held.kept;
        },
        sign: (payload) => held.keys.sign(payload),
        client: () => client,
        newId: platform.newId,
        now,
        changed: tell,
        whose: async (text) => knowledge && whoseCode(knowledge, text, clock(), verifier),
      });
      parts.push(part);
      await tell();
      return part;
    },
    now,
    registerVisit: async (text) => (await client.call(routes.registerAtDoor, { body: { text } })).visit,
    showPlace: () => showPlace({ client, keys: held.keys, kept: held.kept, now }),
    touch: () => (enrolled === undefined ? Promise.resolve() : inTurn(touch)),
    send,
    refresh,
  };
}
