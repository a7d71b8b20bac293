import type { HearingMatter } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';

/** What declaration and data differ in, and the places that only the data name. */
export interface Mismatch {
  readonly matter: HearingMatter;
  readonly places: readonly string[];
}

interface Place {
  readonly division: string;
}

type Stays = { readonly stays: readonly Place[] } | undefined;

/**
 * Compares what a person has declared with what others say of her. The carriers know cities (the first four digits): a city on the
 * card of which no part was declared is one difference, a contact on record that she said she had not had is another. Nothing declared
 * is nothing to compare.
 */
export function mismatchesIn(facts: readonly Fact[]): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const declared = dataOf(facts, 'itinerary-declaration') as Stays;
  const card = dataOf(facts, 'itinerary-card') as Stays;
  if (declared !== undefined && card !== undefined) {
    const known = new Set(declared.stays.map(cityOf));
    const places = [...new Set(card.stays.map(cityOf))].filter((city) => !known.has(city)).map((city) => `${city}00`);
    if (places.length > 0) mismatches.push({ matter: 'stay-not-declared', places });
  }
  const health = dataOf(facts, 'health-declaration') as { contactWithCase: boolean } | undefined;
  const hasContact = facts.some(({ kind, source }) => kind === 'contact' && source === 'health-commission');
  if (health?.contactWithCase === false && hasContact) {
    mismatches.push({ matter: 'contact-not-declared', places: [] });
  }
  return mismatches;
}

function dataOf(facts: readonly Fact[], kind: Fact['kind']): unknown {
  return facts.find((fact) => fact.kind === kind)?.data;
}

/** 370102001 → 3701 */
function cityOf({ division }: Place): string {
  return division.slice(0, 4);
}
