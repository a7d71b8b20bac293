import type { VerificationRules } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { ProvinceProfile } from '../../province.ts';

/** With nothing left out. */
export type DoorRules = Required<VerificationRules>;

/**
 * What counts at a door: the province's profile, and over it what the release in force says of places of this kind; of its lines a later
 * one outranks an earlier one. A release may shorten for how long an answer without a network is good, never lengthen it: what a
 * checkpoint fetches ahead is for the profile's time. What a line that names provinces says of `foreignGreen` holds for those alone,
 * and outranks what is said of all.
 */
export function doorRules(
  { checkpoint }: Pick<ProvinceProfile, 'checkpoint'>,
  doors: readonly schemas.DoorRule[],
  placeType: schemas.PlaceType,
): DoorRules {
  const lines = doors.filter(({ places }) => places === undefined || places.includes(placeType));
  const foreignGreenOf: Record<string, 'pass' | 'cannot-tell'> = {};
  const ofAll = lines.map(({ origins, foreignGreen, ...line }) => {
    if (foreignGreen === undefined) return line;
    if (origins === undefined) return { ...line, foreignGreen };
    for (const origin of origins) foreignGreenOf[origin] = foreignGreen;
    return line;
  });
  const { staleDisplay, foreignGreen, asOfLimitSeconds } = Object.assign(
    { ...checkpoint },
    ...ofAll,
  ) as ProvinceProfile['checkpoint'];
  return {
    displayPast: checkpoint.displayPastSeconds,
    displayFuture: checkpoint.displayFutureSeconds,
    asOfLimit: Math.min(asOfLimitSeconds, checkpoint.asOfLimitSeconds),
    staleDisplay,
    foreignGreen,
    foreignGreenOf,
    foreignListRequired: checkpoint.foreignListRequired,
  };
}
