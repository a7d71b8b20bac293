import { Refusal } from '../../../platform/refusal.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** What was found out about a file while it was read. */
export interface FileSeen {
  encoding: Encoding | null;
  format: 'csv' | 'json' | null;
}

/** Bytes looked at before an encoding without a mark is settled; Chinese of this length is never UTF-8 by chance. */
const enough = 4096;

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);

/**
 * Text of a file in UTF-8, UTF-16 (as "Unicode text" of Excel) or GB18030, whatever the pieces it comes in. Without a mark it is UTF-8
 * where the first bytes that are not ASCII are, else GB18030. What cannot be read becomes U+FFFD, and its row is refused later.
 * @throws Refusal upload-is-workbook, upload-not-a-table, upload-empty
 */
export async function* decodeText(file: AsyncIterable<Uint8Array>, seen: FileSeen): AsyncGenerator<string, void> {
  let decoder: TextDecoder | undefined;
  let held: Uint8Array = Buffer.alloc(0);
  let isFirst = true;
  for await (const chunk of file) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    held = Buffer.concat([held, chunk]);
    if (isFirst && held.length < 8) continue;
    if (isFirst) requireText(held);
    const marked = isFirst ? markedEncoding(held) : undefined;
    isFirst = false;
    const foreign = held.findIndex((byte) => byte > 127);
    if (marked === undefined && foreign === -1) {
      // ASCII reads the same in both.
      yield Buffer.from(held).toString('latin1');
      held = Buffer.alloc(0);
      continue;
    }
    if (marked === undefined && held.length - foreign < enough) continue;
    decoder = openDecoder(marked ?? unmarkedEncoding(held.subarray(0, foreign + enough)), seen);
    yield decoder.decode(held, { stream: true });
  }
  if (decoder === undefined) {
    if (isFirst) requireText(held);
    decoder = openDecoder(markedEncoding(held) ?? unmarkedEncoding(held), seen);
    yield decoder.decode(held, { stream: true });
  }
  yield decoder.decode();
}

function openDecoder(encoding: Encoding, seen: FileSeen): TextDecoder {
  seen.encoding = encoding;
  return new TextDecoder(encoding);
}

function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8';
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  return startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : undefined;
}

/** A character may be cut at the end of what is looked at: `stream` leaves it out of account. */
function unmarkedEncoding(bytes: Uint8Array): Encoding {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** Looks at the first bytes: what other programs make is told from a table that is damaged. */
function requireText(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new Refusal('upload-empty');
  const isOffice = startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
  if (isOffice) throw new Refusal('upload-is-workbook');
  const isPacked =
    startsWith(bytes, 0x1f, 0x8b) || startsWith(bytes, 0x52, 0x61, 0x72, 0x21) || startsWith(bytes, 0x37, 0x7a, 0xbc);
  const text = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  const isUtf16 = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);
  const isBinary = text.startsWith('%PDF') || (!isUtf16 && text.includes('\0'));
  // Many older systems write a web page and call it .xls.
  if (isPacked || isBinary || /^[^\w,;"]*</.test(text)) throw new Refusal('upload-not-a-table');
}
