/**
 * A value nobody has reported: its source never answered, or answered too long ago. It stands in the data in place of
 * the value, and whatever rests on it is unknown too. It carries the name of the input that is missing.
 */
export class Unknown {
  readonly #input: string;

  constructor(input: string) {
    this.#input = input;
  }

  /** The input a marker stands for; a function, so that no data path can reach it. */
  static inputOf(unknown: Unknown): string {
    return unknown.#input;
  }
}

/** The result of an evaluation that cannot tell, and a marker for data whose missing input has no name. */
export const UNKNOWN = new Unknown('');

export const isUnknown = (value: unknown): value is Unknown => value instanceof Unknown;
