import { Instant } from '../three-valued/instant.ts';
import { UNKNOWN, Unknown } from '../three-valued/unknown.ts';
import { readEdge } from '../time/china-time.ts';
import { placeOf } from './divisions.ts';
import type { Stay } from './document.ts';
import type { Fact } from './fact.ts';
import { type Data, MAX_ITEMS, type Surroundings, textOf, unreadablePlace } from './reading.ts';
import { type Risk, riskAtPlace, riskDuring, riskInCounty } from './risk-index.ts';

type Risky = Pick<Stay, 'level' | 'riskUntil' | 'hasCases' | 'casesUntil' | 'countyLevel' | 'countyRiskUntil'>;

const riskUnknown = new Unknown('riskAreas');

/** The time somebody was somewhere: edges as rules see them, and first and last millisecond there so far. */
interface Presence {
  from: Instant | Unknown;
  to: Instant | Unknown;
  begin: number;
  last: number;
  /** When it ended; infinite where it lasts or is to end later. */
  left: number;
}

/** When a risk ended for somebody; null while it lasts. */
function endOfRisk(isRisk: boolean, until: number, left: number, now: number): Instant | null {
  const end = Math.min(until, left);
  return isRisk && end <= now ? new Instant(end) : null;
}

/** The risk of a place; an outdated list still proves what it says, but not what it leaves out. */
function addRisk<Item extends Partial<Risky>>(item: Item, risk: Risk, presence: Presence, around: Surroundings): Item {
  const { at, risksFresh } = around;
  const { last, left } = presence;
  if (last === at.milliseconds && risk.changesAt < around.changesAt) around.changesAt = risk.changesAt;
  if (risksFresh || risk.level === 'high') {
    item.level = risk.level;
    item.riskUntil = endOfRisk(risk.level !== 'low', risk.until, left, at.milliseconds);
  }
  if (risksFresh || risk.hasCases) {
    item.hasCases = risk.hasCases;
    item.casesUntil = endOfRisk(risk.hasCases, risk.casesUntil, left, at.milliseconds);
  }
  return item;
}

/** The same for the county around it. */
function addCountyRisk(item: Risky, county: string | null, presence: Presence, around: Surroundings): void {
  const { at, risks, risksFresh } = around;
  item.countyLevel = riskUnknown;
  item.countyRiskUntil = riskUnknown;
  if (risks === null || county === null) return;
  const { begin, last, left } = presence;
  const { level, until, changesAt } = riskInCounty(risks, county, begin, last);
  if (last === at.milliseconds && changesAt < around.changesAt) around.changesAt = changesAt;
  if (!risksFresh && level !== 'high') return;
  item.countyLevel = level;
  item.countyRiskUntil = endOfRisk(level !== 'low', until, left, at.milliseconds);
}

/** The level of a place at the end of a stay: what was left behind, or what somebody is in. */
function addLastLevel(item: Stay, place: string | undefined, presence: Presence, around: Surroundings): void {
  const { last, left } = presence;
  const { risks, risksFresh } = around;
  const { division } = item;
  let level: string | Unknown = riskUnknown;
  if (risks !== null && typeof division === 'string') {
    const { level: listed } = riskDuring(risks, division, place, last, last);
    if (risksFresh || listed === 'high') level = listed;
  }
  item.levelNow = left === Infinity ? level : null;
  item.levelLeft = left === Infinity ? null : level;
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
  const left = to !== at && end <= at.milliseconds ? end : Infinity;
  if (to !== at && end > at.milliseconds && end < around.changesAt) around.changesAt = end;
  return { from, to, begin, last, left };
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
  const item: Stay = {
    division,
    province,
    city,
    county,
    place,
    from,
    to,
    source,
    level,
    riskUntil: level,
    hasCases: level,
    casesUntil: level,
    at,
  };
  if (around.readsCountyLevel) addCountyRisk(item, where?.county ?? null, presence, around);
  if (around.readsLevelLeft) addLastLevel(item, place ?? undefined, presence, around);
  if (where === null || risks === null) return item;
  return addRisk(item, riskDuring(risks, where.division, place ?? undefined, begin, last), presence, around);
}

/** A ticket proves where somebody was when it departed and when it arrived: two stays of no length. */
export function readJourney({ from, to, departedAt, arrivedAt }: Data, fact: Fact, around: Surroundings): Stay[] {
  const departure = readStay({ division: from, from: departedAt, to: departedAt }, fact, around);
  const arrival = readStay({ division: to, from: arrivedAt, to: arrivedAt }, fact, around);
  return [departure, arrival].filter((stay) => stay !== null);
}

export function readVisit(data: Data, _fact: Fact, around: Surroundings): object[] {
  const presence = readPresence(data, around);
  if (presence === null) return [];
  const venue = textOf(data['venue']);
  const { from, to, begin, last } = presence;
  const item = { venue: venue ?? UNKNOWN, from, to, level: riskUnknown, riskUntil: riskUnknown, at: around.at };
  if (venue === null || around.risks === null) return [item];
  return [addRisk<typeof item & Partial<Risky>>(item, riskAtPlace(around.risks, venue, begin, last), presence, around)];
}

export function readStays(data: Data, fact: Fact, around: Surroundings): Stay[] | null {
  const stays = data['stays'];
  if (!Array.isArray(stays) || stays.length > MAX_ITEMS) return null;
  const items: Stay[] = [];
  for (const stay of stays as unknown[]) {
    const item = readStay(stay, fact, around);
    if (item !== null) items.push(item);
  }
  return items;
}

export function readResidence(data: Data, _fact: Fact, around: Surroundings): object | null {
  const where = placeOf(data['division']);
  if (where === null) return null;
  const { division, province, city, county } = where;
  const place = textOf(data['place']);
  const level = riskUnknown;
  const { at, risks } = around;
  const now = at.milliseconds;
  const present = { from: at, to: at, begin: now, last: now, left: Infinity };
  const [riskUntil, hasCases, casesUntil] = [level, level, level];
  const home = { division, province, city, county, place, level, riskUntil, hasCases, casesUntil, at };
  if (around.readsCountyLevel) addCountyRisk(home, county, present, around);
  if (risks === null) return home;
  return addRisk<typeof home & Risky>(home, riskDuring(risks, division, place ?? undefined, now, now), present, around);
}
