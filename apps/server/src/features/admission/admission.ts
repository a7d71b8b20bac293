import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { inBatches } from '../../platform/batches.ts';
import { createMicroBatch } from '../../platform/micro-batch.ts';
import { createRecent } from '../../platform/recent.ts';
import { Refusal } from '../../platform/refusal.ts';
import { comeAgainAfter, hurryAfter, limitOf, type Load, placesToCall, secondsUntil } from './flow.ts';
import { type Called, callPlaces, readCalled, takePlaces, type UsedTicket, usedAmong } from './queue.ts';
import { placeHash, readTicket, writeTicket } from './ticket.ts';

export interface AdmissionDeps extends Pick<NodeContext, 'db' | 'clock' | 'province' | 'seal' | 'strain'> {
  /** How much there is to do now; asked a few times a second. */
  readonly load: (now: Date) => Promise<Load>;
  /** Does something a little later; absent where nothing is to happen by itself. */
  readonly after?: ((milliseconds: number, work: () => void) => void) | undefined;
}

/** Somebody who wants to be let in. */
export interface Applicant {
  readonly personId: string;
  /** What she was given when she came before. */
  readonly ticket: string | undefined;
  /** How many applications it will be; they take one place. */
  readonly size: number;
}

/**
 * Does `work` for who is let in, with the ticket that `work` has to keep as used in its transaction.
 * @throws Refusal conversion-queue, with a ticket
 */
export type LetIn = <T>(applicant: Applicant, work: (used: UsedTicket | undefined) => Promise<T>) => Promise<T>;

/** The state that a decision to let somebody in rests on is so old at most. */
const freshMs = 250;
const ticketSeconds = 3600;
/** No ticket is good for longer, however far its place is. */
const longestSeconds = 12 * 3600;
/** Places asked for within a moment are taken together. */
const together = { most: 1000, milliseconds: 25 };
/** Who comes again without her ticket, as who refreshes a page does, keeps her place as far as this process remembers. */
const mostRemembered = 50_000;

/**
 * The door through which applications come in. While fewer are undecided than can be decided in time and nobody waits outside,
 * everybody is let in. Else who comes is given a place and a ticket for it; places are called in their order, as fast as applications
 * are decided, and who has none goes behind all who have one.
 */
export function createAdmission(deps: AdmissionDeps): LetIn {
  const within = deps.province.recognition.decideWithinSeconds;
  const placesFor = createMicroBatch(together, async (items: readonly null[]) => {
    const first = await takePlaces(deps.db, items.length, deps.clock.now());
    // From now on somebody waits here, before the database is asked again.
    if (seen !== undefined) seen = { ...seen, issued: Math.max(seen.issued, first + items.length - 1) };
    lookAgain();
    return items.map((_, at) => first + at);
  });
  const isUsed = inBatches((hashes: readonly Buffer[]) => usedAmong(deps.db, hashes));
  const remembered = createRecent<string>(mostRemembered);
  let seen: (Load & Called & { readonly at: number; readonly hurry: number | undefined }) | undefined;
  let reading: Promise<void> | undefined;
  // Let in and not counted in `seen`; of them, those whose work was not done when it was read.
  let [since, working] = [0, 0];
  // By their tickets, since `seen`.
  let came = 0;
  let isToLook = false;

  async function read(now: Date): Promise<void> {
    const counted = since - working;
    const load = await deps.load(now);
    const called = (await readCalled(deps.db)) ?? { issued: 0, called: 0, calledAt: now };
    const elapsed = (now.getTime() - called.calledAt.getTime()) / 1000;
    const seconds = seen === undefined ? 0 : Math.abs(now.getTime() - seen.at) / 1000;
    // Where nobody waits nobody can come.
    const waited = seen !== undefined && seen.called < seen.issued;
    const hurry = waited ? hurryAfter(load, within, { seconds, came, working }, seen?.hurry) : undefined;
    came = 0;
    const count = called.called < called.issued ? placesToCall(load, within, Math.abs(elapsed), hurry ?? 1) : 0;
    const next = count === 0 ? called : ((await callPlaces(deps.db, called, count, now)) ?? called);
    seen = { ...load, ...next, at: now.getTime(), hurry };
    since -= counted;
    if (seen.called < seen.issued) lookAgain();
  }

  /** While somebody waits places are called also when nobody comes to the door: the crowd may have gone, and she is at home. */
  function lookAgain(): void {
    if (isToLook || deps.after === undefined) return;
    isToLook = true;
    deps.after(freshMs, () => {
      isToLook = false;
      // Where the database does not answer, whoever comes next finds out and is told.
      current().then(
        ({ called, issued }) => called < issued && lookAgain(),
        () => undefined,
      );
    });
  }

  async function current() {
    const now = deps.clock.now();
    if (seen === undefined || Math.abs(now.getTime() - seen.at) >= freshMs) {
      reading ??= read(now).finally(() => (reading = undefined));
      await reading;
    }
    return seen as NonNullable<typeof seen>;
  }

  function hasRoom(state: Load & Called, size: number): boolean {
    const isCalm = state.issued <= state.called && deps.strain?.() !== true;
    return isCalm && state.undecided + since + size <= limitOf(state, within);
  }

  /** Her place: that of her ticket, or of the one she was given and did not bring. A place that was not called has let nobody in. */
  async function ticketOf({ personId, ticket }: Applicant, { called }: Called, now: Date) {
    for (const text of [ticket, remembered.get(personId)]) {
      const found = text === undefined ? undefined : readTicket(deps, personId, text, now);
      if (found === undefined) continue;
      const hash = placeHash(deps, personId, found.place);
      if (found.place > called || !(await isUsed(hash))) return { place: found.place, hash };
    }
    return undefined;
  }

  function refuse(state: NonNullable<typeof seen>, personId: string, place: number): never {
    const now = deps.clock.now();
    const toTurn = secondsUntil(place, state, state, state.hurry);
    const retryAfterSeconds = comeAgainAfter(toTurn);
    const notBefore = addSeconds(now, toTurn);
    const expires = addSeconds(now, Math.min(toTurn + ticketSeconds, longestSeconds));
    const ticket = writeTicket(deps, personId, { place, notBefore, expires });
    remembered.put(personId, ticket);
    const ahead = Math.max(0, place - state.called - 1);
    throw new Refusal('conversion-queue', {
      retryAfterSeconds,
      ticket: { ticket, place, ahead, notBefore: toEdge(notBefore), expires: toEdge(expires) },
    });
  }

  return async (applicant, work) => {
    const state = await current();
    const ticket = await ticketOf(applicant, state, deps.clock.now());
    const isCalled = ticket !== undefined && ticket.place <= state.called;
    if (!isCalled && (ticket !== undefined || !hasRoom(state, applicant.size))) {
      return refuse(state, applicant.personId, ticket?.place ?? (await placesFor(null)));
    }
    if (isCalled) came += 1;
    since += applicant.size;
    working += applicant.size;
    const until = addSeconds(deps.clock.now(), longestSeconds);
    try {
      const done = await work(ticket && { hash: ticket.hash, expires: until });
      remembered.delete(applicant.personId);
      return done;
    } finally {
      working -= applicant.size;
    }
  };
}
