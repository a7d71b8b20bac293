import type { VerificationRules } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { ProvinceProfile } from '../../province.ts';

/**
 * What counts at a door: the province's profile, and over it what the release in force says of places of this kind; of its lines a later
 * one outranks an earlier one. A release may shorten for how long an answer without a network is good, never lengthen it: what a
 * checkpoint fetches ahead is for the profile's time.
 */
export function doorRules(
  { checkpoint }: Pick<ProvinceProfile, 'checkpoint'>,
  doors: readonly schemas.DoorRule[],
  placeType: schemas.PlaceType,
): VerificationRules {
  const lines = doors.filter(({ places }) => places === undefined || places.includes(placeType));
  const { staleDisplay, foreignGreen, asOfLimitSeconds } = Object.assign(
    { ...checkpoint },
    ...lines,
  ) as ProvinceProfile['checkpoint'];
  return {
    displayPast: checkpoint.displayPastSeconds,
    displayFuture: checkpoint.displayFutureSeconds,
    asOfLimit: Math.min(asOfLimitSeconds, checkpoint.asOfLimitSeconds),
    staleDisplay,
    foreignGreen,
  };
}
