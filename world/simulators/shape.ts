/** Reads a value of unknown origin: gives it back with its type, or throws a {@link ShapeError} that names the place. */
export type Shape<T> = (value: unknown, path: string) => T;

/** The type a shape gives. */
export type Infer<S> = S extends Shape<infer T> ? T : never;

interface Optional<T> {
  optional: Shape<T>;
}

type Fields = Record<string, Shape<unknown> | Optional<unknown>>;
type OptionalKeys<F> = { [K in keyof F]: F[K] extends Optional<unknown> ? K : never }[keyof F];
type RecordOf<F> = { [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]> } & {
  [K in OptionalKeys<F>]?: F[K] extends Optional<infer T> ? T : never;
};

export class ShapeError extends Error {
  readonly code = 'shape-wrong';

  constructor(path: string, expected: string) {
    super(`${path || 'The document'} must be ${expected}.`);
    this.name = 'ShapeError';
  }
}

/** A text that matches `pattern`; `meaning` says in words what it is. */
export function text(pattern: RegExp, meaning: string): Shape<string> {
  return (value, path) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new ShapeError(path, meaning);
    return value;
  };
}

/** One of a few words. */
export function oneOf<const T extends string>(...words: T[]): Shape<T> {
  return (value, path) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw new ShapeError(path, `one of ${words.join(', ')}`);
    return word;
  };
}

/** A whole number between two limits, both allowed. */
export function whole(least: number, most: number): Shape<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw new ShapeError(path, `a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

export const flag: Shape<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw new ShapeError(path, 'true or false');
  return value;
};

/** A list of at most `most` things of one shape. */
export function list<T>(shape: Shape<T>, most: number): Shape<T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > most) throw new ShapeError(path, `a list of at most ${most}`);
    return value.map((item, index) => shape(item, `${path}[${index}]`));
  };
}

/** An object whose names all match one shape of text and whose values all have another. */
export function mapOf<T>(name: Shape<string>, shape: Shape<T>): Shape<Record<string, T>> {
  return (value, path) => {
    const entries = Object.entries(plainObject(value, path));
    return Object.fromEntries(
      entries.map(([key, item]) => [name(key, `${path} name "${key}"`), shape(item, `${path}.${key}`)]),
    );
  };
}

/** An object with exactly these fields: a field it does not know is refused, so that a slip of the pen is seen. */
export function record<F extends Fields>(fields: F): Shape<RecordOf<F>> {
  return (value, path) => {
    const given = plainObject(value, path);
    const at = (key: string) => (path === '' ? key : `${path}.${key}`);
    const stranger = Object.keys(given).find((key) => !Object.hasOwn(fields, key));
    if (stranger !== undefined) throw new ShapeError(at(stranger), 'left out: it is not a field here');
    const read: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(fields)) {
      const present = Object.hasOwn(given, key);
      if (typeof field === 'function') read[key] = field(present ? given[key] : undefined, at(key));
      else if (present) read[key] = field.optional(given[key], at(key));
    }
    return read as RecordOf<F>;
  };
}

/** Marks a field of a {@link record} that may be absent. */
export function optional<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape };
}

/** One of several records, told apart by the word in the field `by`. */
export function variants<V extends Record<string, Shape<unknown>>>(by: string, shapes: V): Shape<Infer<V[keyof V]>> {
  return (value, path) => {
    const word = plainObject(value, path)[by];
    if (typeof word !== 'string' || !Object.hasOwn(shapes, word)) {
      throw new ShapeError(path === '' ? by : `${path}.${by}`, `one of ${Object.keys(shapes).join(', ')}`);
    }
    return (shapes[word] as Shape<Infer<V[keyof V]>>)(value, path);
  };
}

function plainObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(path, 'an object');
  return value as Record<string, unknown>;
}
