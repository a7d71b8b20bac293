/** Joins byte strings into a new one. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}

/** True when both hold the same bytes. Not constant-time: nothing compared here is secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A stretch of a byte string, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Bytewise lexicographic order of two stretches of `bytes`, as RFC 8949 §4.2.1 orders map keys: negative, zero or
 * positive.
 */
export function compareSpans(bytes: Uint8Array, a: Span, b: Span): number {
  const shorter = Math.min(a.end - a.start, b.end - b.start);
  for (let i = 0; i < shorter; i++) {
    const difference = (bytes[a.start + i] as number) - (bytes[b.start + i] as number);
    if (difference !== 0) return difference;
  }
  return a.end - a.start - (b.end - b.start);
}

/** True for a Uint8Array of any realm: mini-program and browser interfaces hand over arrays of another realm's class. */
export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array || Object.prototype.toString.call(value) === '[object Uint8Array]';
}
