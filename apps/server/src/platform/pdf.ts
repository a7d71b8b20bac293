/** Lengths are points from the lower left corner of an A4 page: 595 × 842. */
export const paper = { width: 595, height: 842 } as const;

export interface Drawing {
  /** @param colour `#RRGGBB` */
  rectangle(x: number, y: number, width: number, height: number, colour: string): void;
  /** One line of text, its baseline at y. */
  line(x: number, y: number, size: number, text: string, colour?: string): void;
}

export interface PdfFile {
  readonly title: string;
  readonly draw: (drawing: Drawing) => void;
  /** A file that the page carries. */
  readonly attachment: { readonly name: string; readonly mediaType: string; readonly content: string };
  readonly createdAt: Date;
}

/**
 * A page of PDF 1.7 (ISO 32000-1) with a file attached to it. Latin letters are set in Helvetica, which every reader has, all else in
 * STSong-Light with the predefined CMap UniGB-UTF16-H (9.7.5.2), for which readers take a Chinese font of their own: every character of a
 * name can be written, and no font of some megabytes travels with each page.
 */
export function writePdf({ title, draw, attachment, createdAt }: PdfFile): Buffer {
  const content: string[] = [];
  draw({
    rectangle: (x, y, width, height, colour) =>
      void content.push(`${fill(colour)} ${at(x)} ${at(y)} ${at(width)} ${at(height)} re f`),
    line(x, y, size, text, colour = '#17212B') {
      const shown = runsOf(text).map((run) => `/${isLatin(run) ? 'F2' : 'F1'} ${at(size)} Tf ${shownAs(run)} Tj`);
      content.push(`BT ${fill(colour)} ${at(x)} ${at(y)} Td ${shown.join(' ')} ET`);
    },
  });
  const bytes = Buffer.from(attachment.content);
  const name = hexWithMark(attachment.name);
  const created = `D:${createdAt.toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z`;
  return assemble([
    `<</Type /Catalog /Pages 2 0 R /Lang (zh-CN) /ViewerPreferences <</DisplayDocTitle true>> /AF [9 0 R] /Names <</EmbeddedFiles <</Names [${name} 9 0 R]>>>>>>`,
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 ${paper.width} ${paper.height}] /Contents 4 0 R /Resources <</Font <</F1 5 0 R /F2 11 0 R>>>>>>`,
    stream('', content.join('\n')),
    '<</Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R]>>',
    '<</Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 5>> /FontDescriptor 7 0 R /DW 1000>>',
    '<</Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 626 /StemV 93>>',
    stream(
      `/Type /EmbeddedFile /Subtype /${attachment.mediaType.replaceAll('/', '#2F')} /Params <</Size ${bytes.length}>>`,
      attachment.content,
    ),
    `<</Type /Filespec /AFRelationship /Data /F ${name} /UF ${name} /EF <</F 8 0 R>>>>`,
    `<</Title ${hexWithMark(title)} /CreationDate (${created}) /Producer (Tongxing)>>`,
    '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>',
  ]);
}

/** Number of the object that says what the file is about. */
const about = 10;

/** The objects with their places, each told in the table at the end (7.5.4). The catalogue is the first. */
function assemble(objects: readonly string[]): Buffer {
  let file = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
  const places: number[] = [];
  const size = () => Buffer.byteLength(file, 'latin1');
  for (const [position, object] of objects.entries()) {
    places.push(size());
    file += `${position + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = size();
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  file += `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<</Size ${count} /Root 1 0 R /Info ${about} 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

const stream = (entries: string, content: string) =>
  `<<${entries} /Length ${Buffer.byteLength(content, 'latin1')}>>\nstream\n${content}\nendstream`;

const at = (length: number) => String(Math.round(length * 100) / 100);

/** UTF-16BE in hexadecimal, as the CMap reads it. Nothing in it can end the string. */
const hex = (text: string) => `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

/** A text string outside a page says by its mark that it is UTF-16BE (7.9.2.2). */
const hexWithMark = (text: string) => `<feff${hex(text).slice(1)}`;

function fill(colour: string): string {
  const channel = (from: number) => at(Number.parseInt(colour.slice(from, from + 2), 16) / 255);
  return `${channel(1)} ${channel(3)} ${channel(5)} rg`;
}

const isLatin = (text: string) => /^[ -~]/.test(text);
const runsOf = (text: string) => text.match(/[ -~]+|[^ -~]+/gu) ?? [];
/** Letters as they are, in hexadecimal, so that nothing in them can end the string. */
const shownAs = (run: string) => (isLatin(run) ? `<${Buffer.from(run, 'latin1').toString('hex')}>` : hex(run));

/** Widths of Helvetica from the space to the tilde, in thousandths of an em (Adobe Core 14 AFM). */
const helvetica = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];

/** How wide a line is: characters that are no Latin letters take a whole em. */
export function widthOf(text: string, size: number): number {
  let thousandths = 0;
  for (const character of text) thousandths += helvetica[character.charCodeAt(0) - 0x20] ?? 1000;
  return (thousandths / 1000) * size;
}

/** Breaks a text into lines that fit: between words, and between Chinese characters, but not before a mark that ends a clause. */
export function breakLines(text: string, size: number, width: number): string[] {
  const pieces = text.match(/[\u2e80-\uffff\u{10000}-\u{10ffff}][,。、;:!?)」》]*|[^\s\u2e80-\uffff]+|\s+/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (widthOf(line + piece.trimEnd(), size) > width && line !== '') {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
