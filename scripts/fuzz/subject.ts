import type { Random } from './random.ts';

/** What became of a mutant: refused with an error of ours, or taken, which it may only be if it means what it meant. */
export type Outcome = 'refused' | 'taken';

/** Something that reads what others wrote. */
export interface Subject<Input = unknown> {
  readonly name: string;
  /** Its part of all mutations, relative to the others. */
  readonly share: number;
  mutate(random: Random): Input;
  /** Throws, with any error, where the reader has failed: with a foreign error, or by taking what it must not take. */
  judge(input: Input): Outcome | Promise<Outcome>;
}

/** A reader of one kind of input, whatever that is. */
export function subject<Input>(of: Subject<Input>): Subject {
  return of;
}

/** Runs a reader; its own errors, told by their name, are a refusal, and every other is thrown on. */
export async function refusing(names: readonly string[], read: () => unknown): Promise<Outcome> {
  try {
    await read();
    return 'taken';
  } catch (error) {
    if (
      error instanceof Error &&
      names.includes(error.name) &&
      typeof (error as { code?: unknown }).code === 'string'
    ) {
      return 'refused';
    }
    throw error;
  }
}

/** Thrown where a mutant was taken and means something else, or could be written in two ways. */
export class TakenWrongly extends Error {
  override readonly name = 'TakenWrongly';
}

export function mustBe(same: boolean, what: string): void {
  if (!same) throw new TakenWrongly(what);
}
