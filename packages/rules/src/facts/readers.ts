import type { Instant } from '../three-valued/instant.ts';
import { UNKNOWN, Unknown } from '../three-valued/unknown.ts';
import { readEdge } from '../time/china-time.ts';
import { placeOf } from './divisions.ts';
import type { InputName, Stay } from './document.ts';
import type { Fact, FactKind } from './fact.ts';
import { type RiskIndex, riskDuring } from './risk-index.ts';

/** Items of one list beyond this are not read; the list then ends in an unknown. */
export const MAX_ITEMS = 256;

/** What readers need of the assembly, and the one thing they tell it. */
export interface Surroundings {
  at: Instant;
  risks: RiskIndex | null;
  /** The risk areas are fresh: a place that is in none of them is a low-risk place. */
  risksFresh: boolean;
  /** The earliest instant, in milliseconds, at which a period that was read begins or ends. */
  changesAt: number;
  /** The earliest instant, in milliseconds, at which a report is no longer fresh. */
  staleAt: number;
}

type Data = Record<string, unknown>;
type Risky = Pick<Stay, 'level' | 'hasCases'>;

/** How facts of a kind enter the document: as the latest record of their input, or among its items. */
export interface FactReader {
  input: InputName;
  /** Only the latest fact of the kind counts, because it tells the whole state. */
  latest: boolean;
  read(data: Data, fact: Fact, around: Surroundings): object | object[] | null;
}

const riskUnknown = new Unknown('riskAreas');

const unreadablePlace = { division: UNKNOWN, province: UNKNOWN, city: UNKNOWN, county: UNKNOWN };

/** The risk of a place; an outdated list still proves what it says, but not what it leaves out. */
function addRisk<Item extends Risky>(
  item: Item,
  division: string,
  from: number,
  last: number,
  around: Surroundings,
): Item {
  const { at, risks, risksFresh } = around;
  if (risks === null) return item;
  const risk = riskDuring(risks, division, from, last);
  if (last === at.milliseconds && risk.changesAt < around.changesAt) around.changesAt = risk.changesAt;
  if (risksFresh || risk.level === 'high') item.level = risk.level;
  if (risksFresh || risk.hasCases) item.hasCases = risk.hasCases;
  return item;
}

function readStay(data: unknown, fact: Fact, around: Surroundings): Stay | null {
  const { at } = around;
  const stay = (typeof data === 'object' && data !== null ? data : {}) as Data;
  const from = readEdge(stay['from'], 'start') ?? UNKNOWN;
  const to = readEdge(stay['to'], 'end') ?? at;
  const begin = from instanceof Unknown ? -Infinity : from.milliseconds;
  const end = to instanceof Unknown ? Infinity : to.milliseconds;
  if (begin > at.milliseconds) {
    if (begin < around.changesAt) around.changesAt = begin;
    return null;
  }
  const last = to === at ? end : Math.max(begin, Math.min(end - 1, at.milliseconds));
  const place = placeOf(stay['division']);
  const { division, province, city, county } = place ?? unreadablePlace;
  const level = riskUnknown;
  const item: Stay = { division, province, city, county, from, to, source: fact.source, level, hasCases: level, at };
  return place === null ? item : addRisk(item, place.division, begin, last, around);
}

function readStays(data: Data, fact: Fact, around: Surroundings): Stay[] | null {
  const stays = data['stays'];
  if (!Array.isArray(stays) || stays.length > MAX_ITEMS) return null;
  const items: Stay[] = [];
  for (const stay of stays as unknown[]) {
    const item = readStay(stay, fact, around);
    if (item !== null) items.push(item);
  }
  return items;
}

const period = (data: Data) => ({
  since: readEdge(data['since'], 'start') ?? UNKNOWN,
  until: readEdge(data['until'], 'end'),
});

/** The readers by kind; a source report has none, it only tells that its source answered. */
const byKind: Partial<Record<FactKind, FactReader>> = {
  'health-declaration': {
    input: 'declaration',
    latest: true,
    read: ({ symptoms, contactWithCase, temperature }, _fact, { at }) => ({
      symptoms: Array.isArray(symptoms) ? symptoms.slice(0, MAX_ITEMS) : UNKNOWN,
      contactWithCase: typeof contactWithCase === 'boolean' ? contactWithCase : UNKNOWN,
      temperatureTenths: typeof temperature === 'number' ? Math.round(temperature * 10) : null,
      at,
    }),
  },
  'itinerary-declaration': { input: 'itinerary', latest: true, read: readStays },
  'itinerary-card': { input: 'itinerary', latest: true, read: readStays },
  'case-state': {
    input: 'cases',
    latest: true,
    read: (data, _fact, { at }) =>
      data['state'] === 'none' ? [] : [{ state: data['state'] ?? UNKNOWN, ...period(data), at }],
  },
  contact: {
    input: 'contacts',
    latest: false,
    read: (data, _fact, { at }) => [{ degree: data['degree'] ?? UNKNOWN, ...period(data), at }],
  },
  isolation: {
    input: 'isolations',
    latest: false,
    read: (data, _fact, { at }) => [{ place: data['place'] ?? UNKNOWN, ...period(data), at }],
  },
  nat: {
    input: 'tests',
    latest: false,
    read: (data, _fact, { at }) => [
      {
        result: data['result'] ?? UNKNOWN,
        sampledAt: readEdge(data['sampledAt'], 'start') ?? UNKNOWN,
        reportedAt: readEdge(data['reportedAt'], 'start') ?? UNKNOWN,
        institution: data['institution'] ?? null,
        at,
      },
    ],
  },
  'origin-code': {
    input: 'origin',
    latest: true,
    read: (data, _fact, { at }) => ({
      ...(placeOf(data['division']) ?? unreadablePlace),
      colour: data['colour'] ?? UNKNOWN,
      verified: typeof data['verified'] === 'boolean' ? data['verified'] : UNKNOWN,
      decidedAt: readEdge(data['decidedAt'], 'start') ?? UNKNOWN,
      validUntil: readEdge(data['validUntil'], 'end'),
      releaseAt: readEdge(data['releaseAt'], 'end'),
      consentGrade: data['consentGrade'] ?? UNKNOWN,
      at,
    }),
  },
  residence: {
    input: 'residence',
    latest: true,
    read: (data, _fact, around) => {
      const place = placeOf(data['division']);
      if (place === null) return null;
      const { division, province, city, county } = place;
      const now = around.at.milliseconds;
      const home = { division, province, city, county, level: riskUnknown, hasCases: riskUnknown, at: around.at };
      return addRisk<typeof home & Risky>(home, division, now, now, around);
    },
  },
};

export const readers: ReadonlyMap<string, FactReader> = new Map(Object.entries(byKind));
