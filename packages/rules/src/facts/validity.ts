import { readInstant } from '../time/china-time.ts';
import type { Fact } from './fact.ts';
import type { Surroundings } from './reading.ts';

/** Whether the fact counts now; notes in `around` when that changes. */
export function isValid({ validFrom, validTo }: Fact, around: Surroundings): boolean {
  if (validFrom === undefined && validTo === undefined) return true;
  const now = around.at.milliseconds;
  const from = validFrom === undefined ? -Infinity : readInstant(validFrom);
  const to = validTo === undefined ? Infinity : readInstant(validTo);
  if (from > now && from < around.changesAt) around.changesAt = from;
  if (to > now && to < around.changesAt) around.changesAt = to;
  return from <= now && now < to;
}
