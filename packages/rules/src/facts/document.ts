import type { Instant } from '../three-valued/instant.ts';
import type { Unknown } from '../three-valued/unknown.ts';

/** The inputs a pack may ask for. `riskAreas` is reference data; it shows in the `level` of stays and residence. */
export const inputNames = [
  'declaration',
  'itinerary',
  'cases',
  'contacts',
  'isolations',
  'tests',
  'origin',
  'residence',
  'riskAreas',
] as const;
export type InputName = (typeof inputNames)[number];

/** The place of an input in {@link inputNames}; assemblies keep arrays and bits by it. */
export const inputIndex = Object.fromEntries(inputNames.map((name, i) => [name, i])) as Record<InputName, number>;

type Edge = Instant | Unknown | null;

/** Part of every record: the present, because a lambda sees nothing but its item. */
interface Present {
  at: Instant;
}

export interface Stay extends Present {
  division: string | Unknown;
  province: string | Unknown | null;
  city: string | Unknown | null;
  county: string | Unknown | null;
  from: Edge;
  /** For a stay that lasts, the present. */
  to: Edge;
  source: string;
  level: string | Unknown;
  /** The place lies in a county with cases not yet graded. */
  hasCases: boolean | Unknown;
}

/** The document rules read. */
export interface RuleDocument {
  at: Instant;
  declaration: unknown;
  itinerary: unknown;
  cases: unknown;
  contacts: unknown;
  isolations: unknown;
  tests: unknown;
  origin: unknown;
  residence: unknown;
}

const place = ['division', 'province', 'city', 'county'];

/** The fields of the records that rules may read, for the lint; lists are marked by `items`. */
export const documentShape: Record<string, { fields?: readonly string[]; items?: readonly string[] }> = {
  at: {},
  declaration: { fields: ['symptoms', 'contactWithCase', 'temperatureTenths', 'at'] },
  'declaration.symptoms': { items: [] },
  'itinerary.stays': { items: [...place, 'from', 'to', 'source', 'level', 'hasCases', 'at'] },
  cases: { items: ['state', 'since', 'until', 'at'] },
  contacts: { items: ['degree', 'since', 'until', 'at'] },
  isolations: { items: ['place', 'since', 'until', 'at'] },
  tests: { items: ['result', 'sampledAt', 'reportedAt', 'institution', 'at'] },
  origin: {
    fields: [...place, 'colour', 'verified', 'decidedAt', 'validUntil', 'releaseAt', 'consentGrade', 'at'],
  },
  residence: { fields: [...place, 'level', 'hasCases', 'at'] },
};
