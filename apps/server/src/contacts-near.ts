import type { schemas } from '@tongxing/contract';
import { coversDivision, type ProvinceProfile } from './province.ts';

/** Whom to turn to in a place: the profile's contacts of the divisions it lies in, the narrowest first. */
export function contactsNear({ travel }: Pick<ProvinceProfile, 'travel'>, division: string): schemas.TravelContact[] {
  const width = (contact: schemas.TravelContact) => contact.division.replace(/0+$/, '').length;
  return travel.contacts
    .filter((contact) => coversDivision(contact.division, division))
    .toSorted((a, b) => width(b) - width(a));
}
