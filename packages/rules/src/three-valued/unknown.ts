/**
 * A value nobody has reported: its source never answered, or answered too long ago. It stands in the data in place of
 * the value, and whatever rests on it is unknown too. It carries the name of the input that is missing.
 */
export class Unknown {
  readonly #input: string;
  readonly #truth: boolean | undefined;

  constructor(input: string, truth?: boolean) {
    this.#input = input;
    this.#truth = truth;
  }

  /** The input a marker stands for; a function, so that no data path can reach it. */
  static inputOf(unknown: Unknown): string {
    return unknown.#input;
  }

  /** Whether the value, whatever it is, counts as true or false; undefined where that is unknown too. */
  static truthOf(unknown: Unknown): boolean | undefined {
    return unknown.#truth;
  }
}

/** The result of an evaluation that cannot tell, and a marker for data whose missing input has no name. */
export const UNKNOWN = new Unknown('');
/** The value of `unknown or 1`: unknown, but sure to count as true. */
export const SOME_TRUE = new Unknown('', true);
/** The value of `unknown and 0`: unknown, but sure to count as false. */
export const SOME_FALSE = new Unknown('', false);

export const isUnknown = (value: unknown): value is Unknown => value instanceof Unknown;
