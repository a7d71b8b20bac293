import type { Instant } from '../three-valued/instant.ts';
import { UNKNOWN, Unknown } from '../three-valued/unknown.ts';
import { readEdge } from '../time/china-time.ts';
import { placeOf } from './divisions.ts';
import type { InputName, Stay } from './document.ts';
import type { Fact } from './fact.ts';
import type { FactKind } from './fact-data.ts';
import { type Risk, riskAtPlace, type RiskIndex, riskDuring } from './risk-index.ts';

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
const whereabouts = (data: Data) => placeOf(data['division']) ?? unreadablePlace;

/** The risk of a place; an outdated list still proves what it says, but not what it leaves out. */
function addRisk<Item extends Partial<Risky>>(item: Item, risk: Risk, last: number, around: Surroundings): Item {
  const { at, risksFresh } = around;
  if (last === at.milliseconds && risk.changesAt < around.changesAt) around.changesAt = risk.changesAt;
  if (risksFresh || risk.level === 'high') item.level = risk.level;
  if (risksFresh || risk.hasCases) item.hasCases = risk.hasCases;
  return item;
}

/** The time somebody was somewhere: edges as rules see them, and first and last millisecond there. */
interface Presence {
  from: Instant | Unknown;
  to: Instant | Unknown;
  begin: number;
  last: number;
}

/** Null for a stay that has not begun; notes when it will. */
function readPresence(data: Data, around: Surroundings): Presence | null {
  const { at } = around;
  const from = readEdge(data['from'], 'start') ?? UNKNOWN;
  const to = readEdge(data['to'], 'end') ?? at;
  const begin = from instanceof Unknown ? -Infinity : from.milliseconds;
  const end = to instanceof Unknown ? Infinity : to.milliseconds;
  if (begin > at.milliseconds) {
    if (begin < around.changesAt) around.changesAt = begin;
    return null;
  }
  const last = to === at ? end : Math.max(begin, Math.min(end - 1, at.milliseconds));
  return { from, to, begin, last };
}

function readStay(data: unknown, fact: Fact, around: Surroundings): Stay | null {
  const { at, risks } = around;
  const stay = (typeof data === 'object' && data !== null ? data : {}) as Data;
  const presence = readPresence(stay, around);
  if (presence === null) return null;
  const { from, to, begin, last } = presence;
  const where = placeOf(stay['division']);
  const { division, province, city, county } = where ?? unreadablePlace;
  const place = textOf(stay['place']);
  const level = riskUnknown;
  const { source } = fact;
  const item: Stay = { division, province, city, county, place, from, to, source, level, hasCases: level, at };
  if (where === null || risks === null) return item;
  return addRisk(item, riskDuring(risks, where.division, place ?? undefined, begin, last), last, around);
}

/** A ticket proves where somebody was when it departed and when it arrived: two stays of no length. */
function readJourney({ from, to, departedAt, arrivedAt }: Data, fact: Fact, around: Surroundings): Stay[] {
  const departure = readStay({ division: from, from: departedAt, to: departedAt }, fact, around);
  const arrival = readStay({ division: to, from: arrivedAt, to: arrivedAt }, fact, around);
  return [departure, arrival].filter((stay) => stay !== null);
}

function readVisit(data: Data, _fact: Fact, around: Surroundings): object[] {
  const presence = readPresence(data, around);
  if (presence === null) return [];
  const venue = textOf(data['venue']);
  const { from, to, begin, last } = presence;
  const item = { venue: venue ?? UNKNOWN, from, to, level: riskUnknown, at: around.at };
  if (venue === null || around.risks === null) return [item];
  return [addRisk<typeof item & Partial<Risky>>(item, riskAtPlace(around.risks, venue, begin, last), last, around)];
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

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const startOf = (value: unknown) => readEdge(value, 'start') ?? UNKNOWN;

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
        method: data['method'] ?? 'single',
        tube: data['tube'] ?? null,
        at,
      },
    ],
  },
  'origin-code': {
    input: 'origin',
    latest: true,
    read: (data, _fact, { at }) => ({
      ...whereabouts(data),
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
      const where = placeOf(data['division']);
      if (where === null) return null;
      const { division, province, city, county } = where;
      const place = textOf(data['place']);
      const { at, risks } = around;
      const home = { division, province, city, county, place, level: riskUnknown, hasCases: riskUnknown, at };
      const now = at.milliseconds;
      if (risks === null) return home;
      return addRisk<typeof home & Risky>(home, riskDuring(risks, division, place ?? undefined, now, now), now, around);
    },
  },
  ticket: { input: 'itinerary', latest: false, read: readJourney },
  'venue-stay': { input: 'venues', latest: false, read: readVisit },
  vaccination: {
    input: 'vaccinations',
    latest: true,
    read: (data, _fact, { at }) => [{ doses: data['doses'] ?? UNKNOWN, lastDoseAt: startOf(data['lastDoseAt']), at }],
  },
  'entry-from-abroad': {
    input: 'entries',
    latest: false,
    read: (data, _fact, { at }) => [{ enteredAt: startOf(data['enteredAt']), port: data['port'] ?? null, at }],
  },
  post: {
    input: 'posts',
    latest: false,
    read: (data, _fact, { at }) => [
      { post: data['post'] ?? UNKNOWN, closedLoop: data['closedLoop'] ?? UNKNOWN, ...period(data), at },
    ],
  },
  arrival: {
    input: 'arrivals',
    latest: false,
    read: (data, _fact, { at }) => [
      { ...whereabouts(data), tag: data['tag'] ?? UNKNOWN, arrivedAt: startOf(data['arrivedAt']), at },
    ],
  },
  'pushed-colour': {
    input: 'pushes',
    latest: false,
    read: (data, _fact, { at }) => [
      {
        ...whereabouts(data),
        colour: data['colour'] ?? UNKNOWN,
        pushedAt: startOf(data['pushedAt']),
        releasedAt: readEdge(data['releasedAt'], 'start'),
        at,
      },
    ],
  },
  'manual-colour': {
    input: 'manual',
    latest: false,
    read: (data, _fact, { at }) => [
      {
        colour: data['colour'] ?? UNKNOWN,
        ground: data['ground'] ?? UNKNOWN,
        documentNumber: data['documentNumber'] ?? null,
        ...period(data),
        at,
      },
    ],
  },
  'movement-permit': {
    input: 'permits',
    latest: false,
    read: (data, _fact, { at }) => [
      { ...whereabouts(data), from: startOf(data['from']), until: readEdge(data['until'], 'end') ?? UNKNOWN, at },
    ],
  },
  exemption: {
    input: 'exemptions',
    latest: false,
    read: (data, _fact, { at }) => [{ documentNumber: data['documentNumber'] ?? null, ...period(data), at }],
  },
};

export const readers: ReadonlyMap<string, FactReader> = new Map(Object.entries(byKind));
