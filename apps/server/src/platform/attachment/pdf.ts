/**
 * What a PDF (ISO 32000-1) may not hold: programs, attachments, forms that send, encryption; and packed objects, in which any of
 * these could stand unseen.
 */
const refused = [
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'OpenAction',
  'AA',
  'RichMedia',
  'XFA',
  'SubmitForm',
  'ImportData',
  'GoToR',
  'Encrypt',
  'ObjStm',
];

/** Each is looked for in the whole file. */
const mostDescriptions = 64;

export type PdfFound = { readonly clean: Buffer } | { readonly refused: 'active' | 'no-pdf' };

/**
 * A PDF with what it says of its author, programs and times written over with spaces, so that nothing else in it moves. One that holds
 * anything active, or packs its objects, is refused: it cannot be shown to be harmless by reading it.
 */
export function cleanPdf(bytes: Buffer): PdfFound {
  // One byte, one character: positions stay what they are.
  const text = bytes.toString('latin1');
  if (!/^%PDF-[12]\.\d/.test(text) || !/%%EOF\s*$/.test(text)) return { refused: 'no-pdf' };
  const names = new Set([...text.matchAll(/\/([A-Za-z0-9#]+)/g)].map(([, name = '']) => plainName(name)));
  if (refused.some((name) => names.has(name))) return { refused: 'active' };
  const about = descriptionsIn(text);
  if (about.size > mostDescriptions) return { refused: 'active' };
  const clean = Buffer.from(bytes);
  for (const [whole, [, kind, number = '', generation = '']] of about) {
    const blank = kind === 'Info' ? blankObject : blankStream;
    blank(clean, text, number, generation);
    blankEvery(clean, text, whole);
  }
  return { clean };
}

/** Where it is said what the document or a picture in it is: each way of writing it once. */
function descriptionsIn(text: string): ReadonlyMap<string, RegExpExecArray> {
  const references = text.matchAll(/\/(Info|Metadata)\s{1,8}(\d{1,10})\s{1,8}(\d{1,5})\s{1,8}R/g);
  return new Map([...references].map((found) => [found[0], found]));
}

/** In a name any character may be written as # and two hexadecimal digits (§7.3.5). */
function plainName(name: string): string {
  return name.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Where an object stands, from behind `obj` to before `endobj`: every version of it, since an old one stays in the file. */
function objectsOf(text: string, number: string, generation: string): { from: number; to: number }[] {
  const begins = new RegExp(`(?<!\\d)${number}\\s+${generation}\\s+obj`, 'g');
  return [...text.matchAll(begins)].map(({ index, 0: begin }) => {
    const end = text.indexOf('endobj', index);
    return { from: index + begin.length, to: end < 0 ? text.length : end };
  });
}

function blankObject(bytes: Buffer, text: string, number: string, generation: string): void {
  for (const { from, to } of objectsOf(text, number, generation)) {
    bytes.fill(' ', from, to);
    // A dictionary with nothing in it, so that the object is still one.
    if (to - from >= 5) bytes.write(' <<>>', from, 'latin1');
  }
}

function blankStream(bytes: Buffer, text: string, number: string, generation: string): void {
  for (const { from, to } of objectsOf(text, number, generation)) {
    const begin = /stream\r?\n/g.exec(text.slice(from, to));
    const end = text.lastIndexOf('endstream', to);
    if (begin !== null && end > from) bytes.fill(' ', from + begin.index + begin[0].length, end);
  }
}

function blankEvery(bytes: Buffer, text: string, reference: string): void {
  for (let at = text.indexOf(reference); at >= 0; at = text.indexOf(reference, at + 1)) {
    bytes.fill(' ', at, at + reference.length);
  }
}
