import { isBytes } from './bytes.ts';
import type { CborMap, CborValue } from './cbor.ts';
import { CodecError, type CodecErrorCode } from './errors.ts';
import { isInstant } from './strip-claims.ts';

/** Reads the fields of one map and insists that there are no others. Every failure has the one code it was made with. */
export class FieldReader {
  readonly #map: CborMap;
  readonly #where: string;
  readonly #code: CodecErrorCode;

  constructor(value: CborValue | undefined, names: readonly string[], where: string, code: CodecErrorCode) {
    this.#where = where;
    this.#code = code;
    if (!(value instanceof Map) || value.size !== names.length) throw this.#malformed('fields');
    this.#map = value;
    for (const name of names) if (!value.has(name)) throw this.#malformed(name);
  }

  value(name: string): CborValue | undefined {
    return this.#map.get(name);
  }

  text(name: string, maxLength: number): string {
    const value = this.#map.get(name);
    if (typeof value !== 'string' || value.length === 0 || value.length > maxLength) throw this.#malformed(name);
    return value;
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const choice = choices.find((candidate) => candidate === this.#map.get(name));
    if (choice === undefined) throw this.#malformed(name);
    return choice;
  }

  flag(name: string): boolean {
    const value = this.#map.get(name);
    if (typeof value !== 'boolean') throw this.#malformed(name);
    return value;
  }

  bytes(name: string, minLength: number, maxLength: number): Uint8Array {
    const value = this.#map.get(name);
    if (!isBytes(value) || value.length < minLength || value.length > maxLength) throw this.#malformed(name);
    return value;
  }

  instant(name: string): number {
    const value = this.#map.get(name);
    if (!isInstant(value)) throw this.#malformed(name);
    return value;
  }

  list(name: string, maxLength: number): CborValue[] {
    const value = this.#map.get(name);
    if (!Array.isArray(value) || value.length > maxLength) throw this.#malformed(name);
    return value;
  }

  #malformed(field: string): CodecError {
    return new CodecError(this.#code, `${this.#code}: ${this.#where}.${field}`);
  }
}
