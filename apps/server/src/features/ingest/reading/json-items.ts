import type { IngestFault } from '@tongxing/contract';

/** An object of a list or of lines; `row` counts from 1. */
export type JsonItem =
  | { readonly row: number; readonly item: Readonly<Record<string, unknown>> }
  | { readonly row: number; readonly fault: IngestFault };

const longestItem = 65_536;

/** The objects of `[{…}, {…}]`, or of one on each line (NDJSON), from text in pieces: one that cannot be read costs itself only. */
export async function* jsonItems(text: AsyncIterable<string>): AsyncGenerator<JsonItem, void> {
  let reader: ItemReader | undefined;
  let held = '';
  for await (const piece of text) {
    if (reader === undefined) {
      held += piece;
      const first = /\S/.exec(held.replace('\ufeff', ''))?.[0];
      if (first === undefined) continue;
      reader = first === '[' ? listReader() : lineReader();
      yield* reader.take(held, false);
    } else yield* reader.take(piece, false);
  }
  if (reader !== undefined) yield* reader.take('', true);
}

interface ItemReader {
  take(piece: string, isLast: boolean): Generator<JsonItem, void>;
}

function lineReader(): ItemReader {
  let held = '';
  let row = 0;
  return {
    *take(piece, isLast) {
      const lines = (held + piece).split(/\r\n?|\n/);
      held = isLast ? '' : (lines.pop() ?? '');
      // One letter more than is taken, so that the line is known to be too long.
      held = held.slice(0, longestItem + 1);
      for (const line of lines) {
        row += 1;
        if (line.length > longestItem) yield { row, fault: 'row-too-long' };
        else if (line.trim() !== '') yield parse(row, line);
      }
    },
  };
}

function listReader(): ItemReader {
  let [row, depth] = [0, 0];
  let [inText, isEscaped, isTooLong, isClosed] = [false, false, false, false];
  let held = '';
  return {
    *take(piece, isLast) {
      let from = 0;
      for (let at = 0; at < piece.length; at += 1) {
        const code = piece.charCodeAt(at);
        if (depth === 0) {
          if (code === openObject) [depth, from] = [1, at];
          else if (code === closeList) isClosed = true;
        } else if (isEscaped) isEscaped = false;
        else if (inText) {
          if (code === backslash) isEscaped = true;
          else if (code === quote) inText = false;
        } else if (code === quote) inText = true;
        else if (code === openObject) depth += 1;
        else if (code === closeObject) {
          depth -= 1;
          if (depth > 0) continue;
          row += 1;
          yield isTooLong ? { row, fault: 'row-too-long' } : parse(row, held + piece.slice(from, at + 1));
          isTooLong = false;
          held = '';
        }
      }
      if (depth > 0) held += piece.slice(from);
      if (held.length > longestItem) [isTooLong, held] = [true, ''];
      // The file was cut off.
      if (isLast && !isClosed) yield { row: row + 1, fault: 'item-unreadable' };
    },
  };
}

const [quote, backslash, closeList, openObject, closeObject] = [34, 92, 93, 123, 125];

function parse(row: number, text: string): JsonItem {
  try {
    const item: unknown = JSON.parse(text);
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) {
      return { row, item: item as Record<string, unknown> };
    }
  } catch {
    // Told with its row below.
  }
  return { row, fault: 'item-unreadable' };
}
