import { PolicyError } from '../policy-error.ts';

/** ISO 8601 durations of fixed length: weeks, days, hours, minutes, seconds; a month has no length and is refused. */
export const DURATION_PATTERN = '^P(?!$)(\\d{1,3}W)?(\\d{1,4}D)?(T(?!$)(\\d{1,5}H)?(\\d{1,6}M)?(\\d{1,7}S)?)?$';

const pattern = new RegExp(DURATION_PATTERN);
const units: Record<string, number> = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 };

/** A duration such as `P14D` or `PT48H` in milliseconds. Throws {@link PolicyError} `invalid-duration`. */
export function parseDuration(text: string): number {
  if (text.length > 40 || !pattern.test(text)) {
    throw new PolicyError('invalid-duration', `not a duration such as P14D or PT48H: ${text.slice(0, 40)}`);
  }
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([WDHMS])/g)) {
    milliseconds += Number(amount) * (units[unit as string] as number);
  }
  return milliseconds;
}
