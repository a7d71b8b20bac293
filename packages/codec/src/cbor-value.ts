/** A tagged data item (RFC 8949 §3.4). */
export class CborTag {
  readonly tag: number | bigint;
  readonly value: CborValue;

  constructor(tag: number | bigint, value: CborValue) {
    this.tag = tag;
    this.value = value;
  }
}

export type CborMap = Map<CborValue, CborValue>;

/**
 * What decoding yields. Integers are numbers while JavaScript holds them exactly and bigints beyond; byte strings are
 * views into the input, not copies; maps are always `Map`.
 */
export type CborValue = number | bigint | string | Uint8Array | boolean | null | CborValue[] | CborMap | CborTag;

/** What can be encoded: decoded values, read-only collections, and plain objects as maps with text keys. */
export type CborInput =
  | number
  | bigint
  | string
  | Uint8Array
  | boolean
  | null
  | readonly CborInput[]
  | ReadonlyMap<CborInput, CborInput>
  | CborTag
  | { readonly [key: string]: CborInput };

/** Nesting allowed in both directions; bounds the recursion, so hostile input cannot exhaust the stack. */
export const MAX_CBOR_DEPTH = 16;
