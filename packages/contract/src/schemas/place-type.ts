import { Type, type Static } from 'typebox';

export const PlaceType = Type.Enum([
  'village',
  'compound',
  'school',
  'airport',
  'railway-station',
  'coach-station',
  'food-market',
  'mall',
  'supermarket',
  'hotel',
  'guest-house',
  'homestay',
  'financial-branch',
  'medical-institution',
  'office-building',
  'factory',
  'park',
  'public-transport',
  'road-checkpoint',
  'enterprise',
]);
export type PlaceType = Static<typeof PlaceType>;
