import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../run.ts';

type Vector = Record<string, unknown>;

/** The vectors of a kind, those that must be read and those that must be refused. */
export function vectors(kind: string, folders: readonly string[] = ['valid', 'invalid']): Vector[] {
  return folders.flatMap((folder) => jsonIn(`vectors/${folder}/${kind}`));
}

/** Every JSON file of a folder of the checkout, and of the folders below it. */
export function jsonIn(folder: string): Vector[] {
  return readdirSync(join(CHECKOUT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(CHECKOUT, folder, name), 'utf8')) as Vector);
}

/** The texts under a name in some vectors. */
export function texts(list: readonly Vector[], name: string): string[] {
  return list.map((vector) => vector[name]).filter((text) => typeof text === 'string');
}

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));
export const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
export const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
