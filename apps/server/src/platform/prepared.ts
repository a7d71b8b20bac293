import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import pg from 'pg';

const mark = '/* prepared */';

/**
 * Put first into a statement that is made all the time and whose text never changes: each connection has it planned a few times, and
 * then keeps the plan. Planning takes longer than most of them do.
 */
export const prepared: RawBuilder<unknown> = sql.raw(mark);

/** Names by text. There are as many as there are statements in the source that are marked. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return name;
}

/** A client of the driver that prepares the statements that are {@link prepared} under a name. */
export class PreparingClient extends pg.Client {
  override query(...parts: unknown[]): never {
    const [text, values] = parts;
    const ask = super.query.bind(this) as (...asked: unknown[]) => never;
    if (typeof text !== 'string' || !text.startsWith(mark)) return ask(...parts);
    return ask({ text, values, name: nameOf(text) }, ...parts.slice(2));
  }
}
