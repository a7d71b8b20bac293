import type { StaffPrincipal } from './platform/http/principal.ts';
import { Refusal } from './platform/refusal.ts';
import { coversDivision } from './province.ts';

/**
 * The one check of where staff may act: in their own division and below. Called wherever the division of the thing acted on is known,
 * before anything of it is told or changed.
 * @param otherwise what a caller from elsewhere is answered: `not-found` for a thing named by its id, so that nobody learns of it
 * @throws Refusal `otherwise`
 */
export function requireDivision(
  staff: Pick<StaffPrincipal, 'division'>,
  division: string,
  otherwise: 'not-permitted' | 'not-found' = 'not-permitted',
): void {
  if (!coversDivision(staff.division, division)) throw new Refusal(otherwise);
}
