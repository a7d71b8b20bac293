import { judgeCheck, judgeUnderFallback, seenOnline, type CheckJudgement, type Taken } from '@tongxing/contract';
import type { Device } from './browser/device.ts';
import { keyOf, type Reading } from './browser/reading.ts';
import { stepOf } from './steps.ts';
import { dayInChina } from './words/day.ts';

/** Somebody at the door: what was seen, what was done, and what follows. */
export interface PersonAtDoor {
  readonly checkId: string;
  /** Undefined for who has no code. */
  readonly reading: Reading | undefined;
  readonly taken: Taken;
  readonly judged: CheckJudgement;
}

/** Who is being checked. */
export interface DoorView {
  readonly people: readonly PersonAtDoor[];
  /** Several people in one go: codes first, then documents, then temperatures. */
  readonly family: boolean;
  /** Whether more codes are still taken in for the family. */
  readonly gathering: boolean;
  /** A code was read and its answer is awaited. */
  readonly reading: boolean;
  /** What was held up last was no health code. */
  readonly notACode: boolean;
}

/** One check at the door after another. */
export interface Session {
  view(): DoorView;
  onChange(changed: () => void): void;
  /** Whether a code that is held up now is taken: not while a document or a temperature is asked for. */
  accepts(): boolean;
  /** @throws ProblemError when the device was revoked */
  see(text: string): Promise<void>;
  withoutCode(): void;
  startFamily(): void;
  /** All codes of the family are read. */
  gathered(): void;
  /** What was done with one of them. */
  take(
    checkId: string,
    done: Partial<Pick<Taken, 'document' | 'temperature' | 'exemption' | 'lookup' | 'registered'>>,
  ): void;
  /** Ends what is on the screen. */
  next(): void;
}

const nobody: DoorView = { people: [], family: false, gathering: false, reading: false, notACode: false };

export function createSession(device: Device): Session {
  let view = nobody;
  const listeners = new Set<() => void>();
  const show = (changed: Partial<DoorView>) => {
    view = { ...view, ...changed };
    listeners.forEach((tell) => tell());
  };
  const check = () => {
    const profile = device.state().profile;
    if (profile === undefined) throw new Error('a device without rules checks nobody');
    return profile.check;
  };
  const judge = (taken: Taken) => {
    const { profile, fallback } = device.state();
    if (profile === undefined || fallback === undefined) return judgeCheck(check(), taken);
    return judgeUnderFallback(check(), taken, { order: fallback.order, place: profile.venue.placeType });
  };
  const personOf = (reading: Reading | undefined): PersonAtDoor => {
    const taken: Taken = {
      day: dayInChina(device.now()),
      code: reading === undefined ? 'none' : seenOnline(reading.result),
      document: null,
      temperature: null,
      lookup: null,
      exemption: null,
      registered: false,
    };
    return { checkId: crypto.randomUUID(), reading, taken, judged: judge(taken) };
  };
  const add = (person: PersonAtDoor) => {
    const people = view.gathering ? [...view.people, person] : [person];
    show({ people, family: view.gathering, reading: false, notACode: false });
  };
  return {
    view: () => view,
    onChange: (changed) => void listeners.add(changed),
    accepts: () => !view.reading && (view.gathering || stepOf(view, check().steps) === undefined),
    async see(text) {
      if (view.gathering && view.people.some(({ reading }) => reading?.key === keyOf(text))) return;
      show({ reading: true });
      try {
        const reading = await device.read(text);
        if (reading === undefined) show({ notACode: true });
        else add(personOf(reading));
      } finally {
        if (view.reading) show({ reading: false });
      }
    },
    withoutCode: () => add(personOf(undefined)),
    startFamily() {
      show({ ...nobody, family: true, gathering: true });
    },
    gathered: () => show({ gathering: false }),
    take(checkId, done) {
      const people = view.people.map((person) => {
        if (person.checkId !== checkId) return person;
        const taken = { ...person.taken, ...done };
        return { ...person, taken, judged: judge(taken) };
      });
      show({ people });
    },
    next: () => show(nobody),
  };
}
