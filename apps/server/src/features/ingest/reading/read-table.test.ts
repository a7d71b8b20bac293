import { readdirSync, readFileSync } from 'node:fs';
import { people } from '@tongxing/contract';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../platform/refusal.ts';
import type { FileSeen } from './decode-text.ts';
import { readTable } from './read-table.ts';
import { tableKinds } from './table-kinds.ts';

const folder = new URL('../../../../../../vectors/ingest/', import.meta.url);
const around = { now: new Date('2022-11-24T00:00:00Z'), divisions: { latest: () => undefined } };
const filesIn = (part: string) => readdirSync(new URL(`${part}/`, folder)).filter((name) => name !== 'expected.json');
const bytesOf = (path: string) => readFileSync(new URL(path, folder));
const expectedIn = (part: string): unknown => JSON.parse(bytesOf(`${part}/expected.json`).toString());

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size: number) {
  const seen: FileSeen = { encoding: null, format: null };
  const good: unknown[] = [];
  const faults: unknown[] = [];
  for await (const { row, read: found } of readTable(inPieces(bytes, size), tableKinds.nat, around, seen)) {
    if ('documents' in found) {
      good.push({ document: found.documents.map(people.documentKey).join(), ...tableKinds.nat.data(found.values) });
    } else faults.push(...found.map(({ column, fault }) => [row, column, fault]));
  }
  return { good, faults, seen };
}

// A piece may end within a character, between CR and LF, or within a quotation mark and its double.
const sizes = [1, 7, 64, 1_000_000];

describe('a file that says the same in another way is read as the same', () => {
  const expected = expectedIn('valid');
  it.each(filesIn('valid'))('%s', async (name) => {
    for (const size of sizes) {
      const { good, faults } = await read(bytesOf(`valid/${name}`), size);
      expect({ size, good, faults }).toEqual({ size, good: expected, faults: [] });
    }
  });

  it.each([
    ['utf-8.csv', 'utf-8', 'csv'],
    ['utf-8-with-mark.csv', 'utf-8', 'csv'],
    ['gb18030.csv', 'gb18030', 'csv'],
    ['utf-16le-with-mark.csv', 'utf-16le', 'csv'],
    ['utf-16be-with-mark.csv', 'utf-16be', 'csv'],
    ['list-in-gb18030.json', 'gb18030', 'json'],
    ['lines.ndjson', 'utf-8', 'json'],
  ])('%s is seen to be %s and %s', async (name, encoding, format) => {
    expect((await read(bytesOf(`valid/${name}`), 64)).seen).toEqual({ encoding, format });
  });
});

describe('what is damaged costs its own row and is told by its place', () => {
  type Expected = Record<string, { good: number; faults: unknown[] } | { problem: string }>;
  const expected = expectedIn('invalid') as Expected;

  it('and every sample has its answer', () => {
    expect(filesIn('invalid').toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it.each(Object.entries(expected))('%s', async (name, answer) => {
    for (const size of sizes) {
      const found = await read(bytesOf(`invalid/${name}`), size).then(
        ({ good, faults }) => ({ good: good.length, faults }),
        (error: unknown) => ({ problem: error instanceof Refusal ? error.code : String(error) }),
      );
      expect({ size, ...found }).toEqual({ size, ...answer });
    }
  });
});

describe('a number that truly ends in 000', () => {
  it('is taken with an apostrophe before it', async () => {
    const damaged = bytesOf('invalid/number-cut-and-right-by-chance.csv').toString();
    const { good, faults } = await read(Buffer.from(damaged.replace(/\n(\d{15}000),/, "\n'$1,")), 64);
    expect({ good: good.length, faults }).toEqual({ good: 2, faults: [] });
  });
});
