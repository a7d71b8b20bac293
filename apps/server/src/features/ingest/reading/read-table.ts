import { Refusal } from '../../../platform/refusal.ts';
import type { Column, Surroundings } from './column.ts';
import { csvRecords, type CsvRecord } from './csv-records.ts';
import { decodeText, type FileSeen } from './decode-text.ts';
import { createHeaderNames, readHeader, type HeaderRead } from './header.ts';
import { jsonItems } from './json-items.ts';
import { readRow, type CellFault, type ReadRow } from './read-row.ts';

export interface TableShape {
  readonly columns: Readonly<Record<string, Column>>;
  readonly inOrder?: readonly [string, string];
}

/** A row of a file, by its place in the file, with what it says or what is wrong with it. */
export interface TableRow {
  readonly row: number;
  readonly read: ReadRow | readonly CellFault[];
}

/** Rows before the header, where exports put a title. */
const mostTitles = 10;

/**
 * The rows of a file as they arrive: CSV or JSON, whichever it is, in any of the encodings of `decodeText`. Nothing is held but the row
 * being read. @throws Refusal upload-is-workbook, upload-not-a-table, upload-empty, upload-columns-missing
 */
export async function* readTable(
  file: AsyncIterable<Uint8Array>,
  shape: TableShape,
  around: Surroundings,
  seen: FileSeen,
): AsyncGenerator<TableRow, void> {
  const text = decodeText(file, seen);
  const start = await firstText(text);
  if (start === undefined) throw new Refusal('upload-empty');
  seen.format = /^\ufeff?\s*[[{]/.test(start) ? 'json' : 'csv';
  const whole = joined(start, text);
  let rows = 0;
  for await (const row of seen.format === 'json' ? fromJson(whole, shape, around) : fromCsv(whole, shape, around)) {
    rows += 1;
    yield row;
  }
  if (rows === 0) throw new Refusal('upload-empty');
}

async function firstText(text: AsyncGenerator<string, void>): Promise<string | undefined> {
  let held = '';
  for (;;) {
    const { value, done } = await text.next();
    if (done === true) return held.trim() === '' ? undefined : held;
    held += value;
    if (held.trim() !== '') return held;
  }
}

async function* joined(start: string, rest: AsyncGenerator<string, void>): AsyncGenerator<string, void> {
  yield start.replace(/^\ufeff/, '');
  yield* rest;
}

async function* fromCsv(text: AsyncIterable<string>, shape: TableShape, around: Surroundings) {
  const nameOf = createHeaderNames(shape.columns);
  let header: HeaderRead | undefined;
  let best: HeaderRead | undefined;
  let titles = 0;
  for await (const record of csvRecords(text)) {
    if (header === undefined) {
      const found = 'cells' in record ? readHeader(record.cells, shape.columns, nameOf) : undefined;
      if (found !== undefined && found.missing.length === 0 && found.twice.length === 0) header = found;
      else if (best === undefined || (found !== undefined && known(found) > known(best))) best = found ?? best;
      titles += 1;
      if (header === undefined && titles > mostTitles) throw headerRefusal(best, shape);
      continue;
    }
    yield { row: record.row, read: readRecord(record, header, shape, around) };
  }
  if (header === undefined) throw headerRefusal(best, shape);
}

function readRecord(record: CsvRecord, header: HeaderRead, shape: TableShape, around: Surroundings) {
  if ('fault' in record) return [{ column: null, fault: record.fault }];
  const { positions } = header;
  const { cells } = record;
  // Cells that slipped to the side would be read as something else.
  if (cells.slice(positions.length).some((cell) => cell.trim() !== '')) {
    return [{ column: null, fault: 'row-too-wide' as const }];
  }
  const texts = new Map<string, string>();
  positions.forEach((name, at) => {
    const cell = cells[at];
    if (name !== undefined && cell !== undefined) texts.set(name, cell);
  });
  return readRow(shape, texts, around);
}

const known = ({ positions }: HeaderRead) => positions.filter((name) => name !== undefined).length;

/** Names what is needed; the header itself may be a row of data, and is not repeated. */
function headerRefusal(best: HeaderRead | undefined, { columns }: TableShape): Refusal {
  const needed = Object.entries(columns).filter(([, { needed: isNeeded }]) => isNeeded === true);
  const missing = best?.missing ?? needed.map(([name, { names }]) => names[0] ?? name);
  return new Refusal('upload-columns-missing', {
    errors: [
      ...missing.map((name) => ({ path: `/header/${name}`, rule: 'needed' })),
      ...(best?.twice ?? []).map((name) => ({ path: `/header/${name}`, rule: 'once' })),
    ],
  });
}

async function* fromJson(text: AsyncIterable<string>, shape: TableShape, around: Surroundings) {
  const nameOf = createHeaderNames(shape.columns);
  for await (const item of jsonItems(text)) {
    if ('fault' in item) {
      yield { row: item.row, read: [{ column: null, fault: item.fault }] };
      continue;
    }
    const texts = new Map<string, string>();
    for (const [header, value] of Object.entries(item.item)) {
      const name = nameOf(header);
      const cell = textOf(value);
      if (name !== undefined && cell !== undefined) texts.set(name, cell);
    }
    yield { row: item.row, read: readRow(shape, texts, around) };
  }
}

/** A number that JSON cannot hold exactly has lost digits as in a spreadsheet, and is told by the same form. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map((each) => textOf(each) ?? '').join(' ');
  if (typeof value !== 'number') return undefined;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}
