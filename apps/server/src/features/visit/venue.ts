import type { schemas } from '@tongxing/contract';
import type { Read } from '../../platform/db.ts';

export interface Venue {
  readonly venueId: string;
  readonly name: string;
  readonly placeType: schemas.PlaceType;
  readonly division: string;
}

export async function findVenue(read: Read, venueId: string): Promise<Venue | undefined> {
  const row = await read
    .selectFrom('venue')
    .select(['name', 'place_type', 'division'])
    .where('venue_id', '=', venueId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { venueId, name: row.name, placeType: row.place_type as schemas.PlaceType, division: row.division };
}
