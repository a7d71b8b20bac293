type Bytes = Uint8Array | string | null | undefined;
type Scalar = string | number | boolean | Date | null | undefined;

/** Types whose values travel as bytes, with their object ids (PostgreSQL, pg_type.dat): as text each byte would be written, quoted and read. */
const asBytes: Readonly<Record<string, number>> = { bytea: 17, jsonb: 3802 };
const jsonbVersion = Buffer.of(1);

/**
 * The values of a column as a parameter for `$n::type[]`: in PostgreSQL's binary form where values are long, else as the text of an array.
 * @param values texts, numbers, booleans, dates or null; of `bytea` and `jsonb` bytes or, in UTF-8, texts
 */
export function arrayOf(type: string, values: readonly unknown[]): string | Buffer {
  const typeId = asBytes[type];
  if (typeId === undefined) return arrayText(values as readonly Scalar[]);
  return arrayBytes(typeId, values as readonly Bytes[], type === 'jsonb' ? jsonbVersion : null);
}

/** Texts that an array's text form may hold without quotes: nothing in them means anything there, nor do they mean null. */
const plain = /^(?!null$)[\w.:+-]+$/i;
const special = /["\\]/g;

/** The text form of an array; within quotes only the quote and the backslash mean something. */
export function arrayText(values: readonly Scalar[]): string {
  let text = '{';
  let last: Scalar;
  let written = elementText(last);
  for (let at = 0; at < values.length; at += 1) {
    // Rows of one moment share many values.
    if (values[at] !== last) written = elementText((last = values[at]));
    text += at === 0 ? written : `,${written}`;
  }
  return `${text}}`;
}

function elementText(value: Scalar): string {
  if (value === null || value === undefined) return 'NULL';
  const text = value instanceof Date ? instantText(value) : String(value);
  return plain.test(text) ? text : `"${text.replaceAll(special, (character) => `\\${character}`)}"`;
}

/** Years of more than four digits bear a sign in ECMAScript, which PostgreSQL does not read. */
function instantText(instant: Date): string {
  const text = instant.toISOString();
  return text.startsWith('+') ? text.slice(1) : text;
}

/**
 * The binary form of an array of one dimension (PostgreSQL, array_recv): dimensions, whether there are nulls, type, length, lower bound;
 * then each element with its length in bytes before it, -1 for null.
 */
function arrayBytes(typeId: number, values: readonly Bytes[], before: Buffer | null): Buffer {
  const head = Buffer.alloc(20);
  head.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  // That there may be nulls: how many there are, the lengths say.
  head.writeInt32BE(1, 4);
  head.writeInt32BE(typeId, 8);
  head.writeInt32BE(values.length, 12);
  head.writeInt32BE(1, 16);
  const parts: Uint8Array[] = [values.length === 0 ? head.subarray(0, 12) : head];
  const lengths = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    const length = bytes === null || bytes === undefined ? -1 : bytes.length + (before === null ? 0 : before.length);
    lengths.writeInt32BE(length, at * 4);
    parts.push(lengths.subarray(at * 4, at * 4 + 4));
    if (bytes === null || bytes === undefined) continue;
    if (before !== null) parts.push(before);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
