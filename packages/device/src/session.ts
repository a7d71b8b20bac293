import {
  judgeCheck,
  judgeUnderFallback,
  recordCheck,
  seenOnline,
  type CheckJudgement,
  type schemas,
  type Taken,
} from '@tongxing/contract';
import { dayInChina } from './day.ts';
import type { Device } from './device.ts';
import { keyOf, type Reading } from './reading.ts';
import { stepOf } from './steps.ts';

/** Somebody at the door: what was seen, what was done, and what follows. */
export interface PersonAtDoor {
  readonly checkId: string;
  /** When it began: an instant. */
  readonly checkedAt: string;
  /** Undefined for who has no code. */
  readonly reading: Reading | undefined;
  readonly taken: Taken;
  readonly judged: CheckJudgement;
  /** A test report on paper that she showed. */
  readonly paperTest?: schemas.PaperTest;
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
  /** @returns stops it */
  onChange(changed: () => void): () => void;
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
  takePaperTest(checkId: string, paperTest: schemas.PaperTest): void;
  /** Ends what is on the screen, and keeps what came of it. */
  next(): void;
}

/** What a session needs of its device. */
export type SessionDevice = Pick<Device, 'state' | 'now' | 'read' | 'keepChecks'>;

const nobody: DoorView = { people: [], family: false, gathering: false, reading: false, notACode: false };

/** @param newId of a check: a UUID */
export function createSession(device: SessionDevice, newId: () => string): Session {
  let view = nobody;
  const listeners = new Set<() => void>();
  const draw = () => listeners.forEach((tell) => tell());
  const show = (changed: Partial<DoorView>) => {
    view = { ...view, ...changed };
    draw();
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
    const checkedAt = new Date(device.now() * 1000).toISOString();
    return { checkId: newId(), checkedAt, reading, taken, judged: judge(taken) };
  };
  /**
   * Keeps how everybody's check stands, and shows it once that is on the disk. A pass is final; of what else a guard may still make more
   * until she leaves it.
   */
  const keep = async (left: readonly PersonAtDoor[], changed: Partial<DoorView>) => {
    const before = new Set(view.people.filter(hasPassed).map(({ checkId }) => checkId));
    view = { ...view, ...changed };
    const ended = [...left, ...view.people.filter(hasPassed)].filter(({ checkId }) => !before.has(checkId));
    const open = view.people.filter((person) => !hasPassed(person));
    try {
      await device.keepChecks(open.map(describe), ended.map(describe));
    } finally {
      // Also where it could not be kept: the guard is not left before a screen that does not change.
      draw();
    }
  };
  const describe = (person: PersonAtDoor): schemas.CheckRecord => {
    const { checkId, checkedAt, reading, taken, judged, paperTest } = person;
    const shiftId = device.state().shift?.shiftId ?? null;
    const about = { checkId, checkedAt, shiftId, scanId: reading?.scanId ?? null };
    // As the guard was told: while the fallback order applies that is not what the place's own rules say.
    const { verdict, basis } = judged;
    const usual = recordCheck(check(), taken, about);
    return { ...usual, verdict, basis, ...(paperTest === undefined ? {} : { paperTest }) };
  };
  const change = (checkId: string, changed: (person: PersonAtDoor) => PersonAtDoor) => {
    const people = view.people.map((person) => (person.checkId === checkId ? changed(person) : person));
    void keep([], { people });
  };
  const add = (person: PersonAtDoor) => {
    const [left, people] = view.gathering ? [[], [...view.people, person]] : [view.people, [person]];
    void keep(left, { people, family: view.gathering, reading: false, notACode: false });
  };
  return {
    view: () => view,
    onChange(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
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
      void keep(view.people, { ...nobody, family: true, gathering: true });
    },
    gathered: () => show({ gathering: false }),
    take: (checkId, done) =>
      change(checkId, (person) => {
        const taken = { ...person.taken, ...done };
        return { ...person, taken, judged: judge(taken) };
      }),
    takePaperTest: (checkId, paperTest) => change(checkId, (person) => ({ ...person, paperTest })),
    next() {
      void keep(view.people, nobody);
    },
  };
}

function hasPassed({ judged }: PersonAtDoor): boolean {
  return judged.verdict === 'pass';
}
