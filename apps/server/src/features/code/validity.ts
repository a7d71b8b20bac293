import { createHash } from 'node:crypto';
import { addSeconds, dayOf, startOfDay } from '../../platform/clock.ts';

/** Strips of a device start this much after midnight, in steps of half an hour below six hours: not everybody renews at once. */
const stepSeconds = 1800;
const steps = 12;
/** Seconds after midnight at which the last of a day's strips begins, and the last of the day before ends. */
export const latestStart = (steps - 1) * stepSeconds;
/** A strip is good for a day, so that those of a device follow one another without a gap (wire format). */
const daySeconds = 86_400;

export interface Validity {
  readonly day: string;
  readonly notBefore: Date;
  readonly expiresAt: Date;
}

/**
 * The validity days of a device from `now` on, one after the other without a gap. A strip never outlives `until` (the code, or the
 * next instant at which the decision can change); days that would start after that are left out.
 */
export function validityDays(deviceId: string, now: Date, count: number, until: Date): Validity[] {
  const delay = (createHash('sha256').update(deviceId).digest().readUInt16BE(0) % steps) * stepSeconds;
  const first = startOfDay(dayOf(addSeconds(now, -delay)));
  const days: Validity[] = [];
  for (let ahead = 0; ahead < count; ahead++) {
    const midnight = addSeconds(first, ahead * daySeconds);
    const notBefore = addSeconds(midnight, delay);
    const end = addSeconds(notBefore, daySeconds);
    const expiresAt = end < until ? end : until;
    if (expiresAt > notBefore && expiresAt > now) days.push({ day: dayOf(midnight), notBefore, expiresAt });
  }
  return days;
}
