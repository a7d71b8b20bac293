import { Refusal } from '../../platform/refusal.ts';
import type { Ordinals } from './ordinals.ts';

/**
 * Takes a place of each day before the transaction that may need it, so that no connection waits for another, and gives back
 * what was not needed. After a failure nobody can say what was committed: those places are skipped.
 */
export async function withPlaces<T>(
  ordinals: Ordinals,
  days: readonly string[],
  work: (placeOf: (day: string) => number | undefined) => Promise<T>,
): Promise<T> {
  const places = new Map<string, number>();
  for (const day of days) {
    const ordinal = await ordinals.take(day);
    if (ordinal !== undefined) places.set(day, ordinal);
  }
  const giveBack = () => {
    for (const [day, ordinal] of places) ordinals.giveBack(day, ordinal);
  };
  const used: [string, number][] = [];
  const placeOf = (day: string) => {
    const ordinal = places.get(day);
    if (ordinal !== undefined) used.push([day, ordinal]);
    places.delete(day);
    return ordinal;
  };
  try {
    const result = await work(placeOf);
    giveBack();
    return result;
  } catch (error) {
    // A refusal is the node's own word and comes before anything is committed.
    if (error instanceof Refusal) {
      for (const [day, ordinal] of used) places.set(day, ordinal);
      giveBack();
    }
    throw error;
  }
}
