import type { Instant } from '../three-valued/instant.ts';
import { UNKNOWN } from '../three-valued/unknown.ts';
import { placeOf } from './divisions.ts';
import type { InputName } from './document.ts';
import type { Fact } from './fact.ts';
import type { RiskIndex } from './risk-index.ts';

/** Items of one list beyond this are not read; the list then ends in an unknown. */
export const MAX_ITEMS = 256;

/** What readers need of the assembly, and the one thing they tell it. */
export interface Surroundings {
  at: Instant;
  risks: RiskIndex | null;
  /** The risk areas are fresh: a place that is in none of them is a low-risk place. */
  risksFresh: boolean;
  readsCountyLevel: boolean;
  readsLevelLeft: boolean;
  /** The earliest instant, in milliseconds, at which a period that was read begins or ends. */
  changesAt: number;
  /** The earliest instant, in milliseconds, at which a report is no longer fresh. */
  staleAt: number;
}

/** What a fact says, before anything is known of its form. */
export type Data = Record<string, unknown>;

/** How facts of a kind enter the document: as the latest record of their input, or among its items. */
export interface FactReader {
  input: InputName;
  /** Only the latest fact of the kind counts, because it tells the whole state. */
  latest: boolean;
  read(data: Data, fact: Fact, around: Surroundings): object | object[] | null;
}

export const unreadablePlace = { division: UNKNOWN, province: UNKNOWN, city: UNKNOWN, county: UNKNOWN };
export const whereabouts = (data: Data) => placeOf(data['division']) ?? unreadablePlace;
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
