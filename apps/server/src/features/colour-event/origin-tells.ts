import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { heldOf } from './held.ts';

/** Heartbeats that may be missing before the silence of an origin is no longer its word. */
const heartbeatsMissing = 5;

/** Does the origin tell of this person's every change, and has it been heard just now with nothing missing? */
export async function originTells(
  read: Read,
  { clock, province }: Pick<NodeContext, 'clock' | 'province'>,
  personId: string,
  origin: string,
): Promise<boolean> {
  const now = clock.now();
  if (!(await heldOf(read, origin, [personId], now)).has(personId)) return false;
  const source = await read.selectFrom('event_source').select('as_of').where('origin', '=', origin).executeTakeFirst();
  const oldest = addSeconds(now, -heartbeatsMissing * province.events.heartbeatSeconds);
  return source !== undefined && source.as_of !== null && source.as_of >= oldest;
}
