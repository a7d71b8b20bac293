import type { IngestFault } from '@tongxing/contract';

/** A row of a table as it stands in the file. Row 1 is the first; blank rows are counted and left out. */
export type CsvRecord =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly fault: IngestFault };

/** Characters of a row at most, and lines that quotes may hold together. */
const longestRecord = 16_384;
const mostLines = 20;

const [carriageReturn, lineFeed] = [13, 10];
const newline = /\r\n?|\n/g;

/**
 * Rows of separated values (RFC 4180, with `;` or tab too, and any line ends) from text in pieces. A quotation mark that is not closed
 * where it should be costs its own line only: reading goes on with the next.
 */
export async function* csvRecords(text: AsyncIterable<string>): AsyncGenerator<CsvRecord, void> {
  let held = '';
  let row = 0;
  let separator: string | undefined;
  // The rest of a line that was too long is let go; what follows it is still a table.
  let isSkipping = false;
  function* take(isLast: boolean): Generator<CsvRecord, void> {
    let at = 0;
    if (isSkipping) {
      const end = endOfLine(held, 0);
      if (end === undefined) held = '';
      if (end === undefined) return;
      at = end;
      isSkipping = false;
    }
    if (separator === undefined) {
      const first = firstLine(held, isLast);
      if (first === undefined) return;
      const named = /^"?sep=(.)"?$/i.exec(first.text);
      separator = named?.[1] ?? separatorOf(first.text);
      if (named !== null) {
        row = 1;
        at = first.end;
      }
    }
    while (at < held.length) {
      const found = readRecord(held, at, separator, isLast);
      if (found === 'more' && held.length - at <= longestRecord) break;
      // A line feed that belongs to this carriage return may not have arrived.
      if (typeof found === 'string' && !isLast && endOfLine(held, at) === held.length) break;
      row += 1;
      if (typeof found === 'object' && found.end - at <= longestRecord) {
        at = found.end;
        if (found.cells.some((cell) => cell.trim() !== '')) yield { row, cells: found.cells };
        continue;
      }
      const end = endOfLine(held, at);
      if (end === undefined && !isLast) {
        yield { row, fault: 'row-too-long' };
        isSkipping = true;
        held = '';
        return;
      }
      const line = held.slice(at, end ?? held.length);
      yield { row, fault: line.length > longestRecord ? 'row-too-long' : 'quote-open' };
      at = end ?? held.length;
    }
    held = held.slice(at);
  }
  for await (const piece of text) {
    held += piece;
    yield* take(false);
  }
  yield* take(true);
}

function firstLine(text: string, isLast: boolean): { text: string; end: number } | undefined {
  const end = endOfLine(text, 0);
  if (end === undefined && !isLast && text.length < longestRecord) return undefined;
  return { text: text.slice(0, end ?? text.length).trimEnd(), end: end ?? text.length };
}

/** The separator that stands most often in the first line; a comma may be full-width where somebody typed it. */
function separatorOf(line: string): string {
  const counts = [',', ';', '\t', '，', '；'].map((mark) => [mark, line.split(mark).length] as const);
  return counts.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? ',';
}

function endOfLine(text: string, from: number): number | undefined {
  newline.lastIndex = from;
  return newline.test(text) ? newline.lastIndex : undefined;
}

/** The row that begins at `from`, `more` when its end has not arrived, or `open` when its quotes cannot be right. */
function readRecord(
  text: string,
  from: number,
  separator: string,
  isLast: boolean,
): { cells: string[]; end: number } | 'more' | 'open' {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    let cell: string;
    if (text[at] === '"') {
      const quoted = readQuoted(text, at, isLast);
      if (typeof quoted === 'string') return quoted;
      cell = quoted.cell;
      at = quoted.end;
      const stop = cellEnd(text, at, separator);
      if (text.slice(at, stop).trim() !== '') return 'open';
      at = stop;
    } else {
      const stop = cellEnd(text, at, separator);
      cell = text.slice(at, stop);
      at = stop;
    }
    if (at === text.length && !isLast) return 'more';
    cells.push(cell);
    if (text[at] === separator) {
      at += 1;
      continue;
    }
    // Whether a line feed follows a carriage return may not have arrived.
    if (text[at] === '\r' && at + 1 === text.length && !isLast) return 'more';
    return { cells, end: at + (text[at] === '\r' && text[at + 1] === '\n' ? 2 : at < text.length ? 1 : 0) };
  }
}

function readQuoted(text: string, from: number, isLast: boolean): { cell: string; end: number } | 'more' | 'open' {
  let cell = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    const end = quote === -1 ? text.length : quote;
    cell += text.slice(at, end);
    if (cell.split(newline).length > mostLines) return 'open';
    if (quote === -1) return isLast ? 'open' : 'more';
    if (quote + 1 === text.length && !isLast) return 'more';
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 };
    cell += '"';
    at = quote + 2;
  }
}

function cellEnd(text: string, from: number, separator: string): number {
  const mark = separator.charCodeAt(0);
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === mark || code === lineFeed || code === carriageReturn) return at;
  }
  return text.length;
}
