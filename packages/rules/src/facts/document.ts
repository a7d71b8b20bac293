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
  'vaccinations',
  'entries',
  'posts',
  'pushes',
  'permits',
  'exemptions',
  'manual',
  'arrivals',
  'venues',
] as const;
export type InputName = (typeof inputNames)[number];

/** The place of an input in {@link inputNames}; assemblies keep arrays and bits by it. */
export const inputIndex = Object.fromEntries(inputNames.map((name, i) => [name, i])) as Record<InputName, number>;

type Edge = Instant | Unknown | null;

/** Part of every record: the present, because a lambda sees nothing but its item. */
interface Present {
  at: Instant;
}

/**
 * What the tests say of the time since an item began: since `since`, `enteredAt`, `arrivedAt` or `pushedAt`; of a stay
 * since it ended. Only in documents for packs that read it. Where tests may be missing, what is known still counts.
 */
export interface TestsSince {
  /** Negatives, counting one only if sampled 24 hours or more after the one counted before. */
  negativesSince: number | Unknown;
  /** The days on which those were sampled, in order. */
  negativeDays: readonly unknown[];
  /** When the latest negative was sampled. */
  lastNegativeAt: Edge;
  /** The days with a sample, whatever came of it, in order. The day in China on which the time began is day 1. */
  testedDays: readonly unknown[];
}

export interface Stay extends Present {
  division: string | Unknown;
  province: string | Unknown | null;
  city: string | Unknown | null;
  county: string | Unknown | null;
  /** Building or venue, where that is known. */
  place: string | null;
  from: Edge;
  /** For a stay that lasts, the present. */
  to: Edge;
  source: string;
  level: string | Unknown;
  /** When the person left, or the place lost that level: whichever came first. Null for who is there still. */
  riskUntil: Edge;
  /** The place lies in a county with cases not yet graded. */
  hasCases: boolean | Unknown;
  casesUntil: Edge;
  /** The worst level anywhere in the county at that time. Only in documents for packs that read it. */
  countyLevel?: string | Unknown;
  countyRiskUntil?: Edge;
  /** The level of the place at present, for who is there still; null for who has left. Only for packs that read it. */
  levelNow?: string | Unknown | null;
  /** The level of the place when the person left; null for who is there still. Only for packs that read it. */
  levelLeft?: string | Unknown | null;
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
  vaccinations: unknown;
  entries: unknown;
  posts: unknown;
  pushes: unknown;
  permits: unknown;
  exemptions: unknown;
  manual: unknown;
  arrivals: unknown;
  venues: unknown;
}

const place = ['division', 'province', 'city', 'county'];
const risks = ['level', 'riskUntil', 'hasCases', 'casesUntil', 'countyLevel', 'countyRiskUntil'];
/** Lists in an item end in an index in a path: `current.negativeDays.1`. */
export const testsSinceFields = ['negativesSince', 'lastNegativeAt', 'negativeDays', 'testedDays'] as const;
const period = ['since', 'until', 'at', ...testsSinceFields];

/** The fields of the records that rules may read, for the lint; lists are marked by `items`. */
export const documentShape: Record<string, { fields?: readonly string[]; items?: readonly string[] }> = {
  at: {},
  declaration: { fields: ['symptoms', 'contactWithCase', 'temperatureTenths', 'at'] },
  'declaration.symptoms': { items: [] },
  'itinerary.stays': {
    items: [...place, 'place', 'from', 'to', 'source', ...risks, 'levelNow', 'levelLeft', 'at', ...testsSinceFields],
  },
  cases: { items: ['state', ...period] },
  contacts: { items: ['degree', ...period] },
  isolations: { items: ['place', ...period] },
  tests: { items: ['result', 'sampledAt', 'reportedAt', 'institution', 'method', 'tube', 'retest', 'at'] },
  origin: {
    fields: [...place, 'colour', 'verified', 'decidedAt', 'validUntil', 'releaseAt', 'consentGrade', 'grade', 'at'],
  },
  residence: { fields: [...place, 'place', 'level', 'hasCases', 'countyLevel', 'at'] },
  vaccinations: { items: ['doses', 'lastDoseAt', 'at'] },
  entries: { items: ['enteredAt', 'port', 'at', ...testsSinceFields] },
  posts: { items: ['post', 'closedLoop', ...period] },
  pushes: { items: [...place, 'colour', 'pushedAt', 'releasedAt', 'at', ...testsSinceFields] },
  permits: { items: [...place, 'from', 'until', 'at'] },
  exemptions: { items: ['documentNumber', 'since', 'until', 'at'] },
  manual: { items: ['colour', 'ground', 'documentNumber', ...period] },
  arrivals: { items: [...place, 'tag', 'arrivedAt', 'at', ...testsSinceFields] },
  venues: { items: ['venue', 'from', 'to', 'level', 'riskUntil', 'at', ...testsSinceFields] },
};
