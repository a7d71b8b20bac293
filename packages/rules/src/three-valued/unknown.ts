/**
 * A value nobody has reported: its source never answered, or answered too long ago. It stands in the data in place of
 * the value, and whatever rests on it is unknown too. It carries the name of the input that is missing.
 */
export class Unknown {
  readonly #input: string;
  readonly #truth: boolean | undefined;
  readonly #least: number;

  constructor(input: string, truth?: boolean, least = -Infinity) {
    this.#input = input;
    this.#truth = truth;
    this.#least = least;
  }

  /** A count to which a missing input can only add. */
  static atLeast(input: string, count: number): Unknown {
    return new Unknown(input, count > 0 ? true : undefined, count);
  }

  /** The least that a number, unknown otherwise, can be. */
  static leastOf(unknown: Unknown): number {
    return unknown.#least;
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
