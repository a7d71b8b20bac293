import { Instant } from '../three-valued/instant.ts';
import { readEdge, readInstant } from '../time/china-time.ts';
import { divisionPrefix, enclosingPrefixes } from './divisions.ts';
import type { Reference, RiskLevel } from './reference.ts';

/** A period in milliseconds, half-open, in which a place is on a list: of a risk level, or of counties with cases. */
interface Entry {
  from: number;
  to: number;
  level: RiskLevel | 'has-cases';
  /** The one building or venue it is about. */
  place: string | undefined;
}

/** Reference data arranged for look-up by place. */
export interface RiskIndex {
  /** The list as a report; null where it bears no readable time. */
  report: { observedAt: string; receivedAt: string } | null;
  /** When the list was received, in milliseconds. */
  reportedAt: number;
  byPrefix: ReadonlyMap<string, readonly Entry[]>;
  byPlace: ReadonlyMap<string, readonly Entry[]>;
  /** What there is anywhere in a county, by its six digits. */
  byCounty: ReadonlyMap<string, readonly Entry[]>;
  /** What applies to a division, with everything it lies in; filled as divisions are asked for. */
  byDivision: Map<string, readonly Entry[]>;
}

/**
 * The levels a pack knows, and how an area of each declines: after so many milliseconds without a case it has another
 * level. Null: the levels as published, for as long as published.
 */
export type AreaLevels = Readonly<Partial<Record<RiskLevel, readonly { after: number; level: RiskLevel }[]>>> | null;

const MAX_DIVISIONS = 20_000;
const COUNTY_DIGITS = 6;
const asPublished = {};
const indexes = new WeakMap<Reference, WeakMap<object, RiskIndex>>();

function edgeOf(text: string | undefined, edge: 'start' | 'end'): number {
  const instant = readEdge(text, edge);
  return instant instanceof Instant ? instant.milliseconds : edge === 'start' ? -Infinity : Infinity;
}

/** The levels an area has one after the other; none where the pack does not know its level. */
function entriesOfArea(area: Reference['riskAreas'][number], levels: AreaLevels): Entry[] {
  const { place, lastCaseAt } = area;
  const steps = levels === null ? [] : levels[area.level];
  if (steps === undefined) return [];
  const quietFrom = lastCaseAt === undefined ? Infinity : edgeOf(lastCaseAt, 'end');
  const [begin, end] = [edgeOf(area.from, 'start'), edgeOf(area.to, 'end')];
  const entries: Entry[] = [];
  let [level, from] = [area.level, begin];
  for (const step of [...steps, { after: Infinity, level: area.level }]) {
    const to = Math.min(end, quietFrom + step.after);
    if (level !== 'low' && from < to) entries.push({ from, to, level, place });
    [level, from] = [step.level, Math.max(begin, to)];
  }
  return entries;
}

function add(index: Map<string, Entry[]>, key: string, entry: Entry): void {
  const entries = index.get(key);
  if (entries === undefined) index.set(key, [entry]);
  else entries.push(entry);
}

/** The index of reference data as a pack reads it, made once per value. */
export function indexReference(reference: Reference, levels: AreaLevels): RiskIndex {
  let known = indexes.get(reference);
  if (known === undefined) indexes.set(reference, (known = new WeakMap()));
  let index = known.get(levels ?? asPublished);
  if (index === undefined) {
    const byPrefix = new Map<string, Entry[]>();
    const byPlace = new Map<string, Entry[]>();
    const byCounty = new Map<string, Entry[]>();
    for (const area of reference.riskAreas) {
      const prefix = divisionPrefix(area.division);
      for (const entry of entriesOfArea(area, levels)) {
        add(byPrefix, prefix, entry);
        if (prefix.length >= COUNTY_DIGITS)
          add(byCounty, prefix.slice(0, COUNTY_DIGITS), { ...entry, place: undefined });
        if (area.place !== undefined) add(byPlace, area.place, entry);
      }
    }
    for (const { division, from, to } of reference.caseCounties ?? []) {
      const [begin, end] = [edgeOf(from, 'start'), edgeOf(to, 'end')];
      add(byPrefix, divisionPrefix(division), { from: begin, to: end, level: 'has-cases', place: undefined });
    }
    const { receivedAt } = reference;
    const reportedAt = readInstant(receivedAt);
    const report = Number.isNaN(reportedAt) ? null : { observedAt: receivedAt, receivedAt };
    index = { report, reportedAt, byPrefix, byPlace, byCounty, byDivision: new Map() };
    known.set(levels ?? asPublished, index);
  }
  return index;
}

function entriesOf(index: RiskIndex, division: string): readonly Entry[] {
  const known = index.byDivision.get(division);
  if (known !== undefined) return known;
  const entries = enclosingPrefixes(division).flatMap((prefix) => index.byPrefix.get(prefix) ?? []);
  if (index.byDivision.size >= MAX_DIVISIONS) index.byDivision.clear();
  index.byDivision.set(division, entries);
  return entries;
}

/** What is known of a place during a period, and when that next changes for somebody who is there now. */
export interface Risk {
  readonly level: RiskLevel;
  /** Until when the place had that level, in milliseconds. */
  readonly until: number;
  readonly hasCases: boolean;
  readonly casesUntil: number;
  readonly changesAt: number;
}
type Mutable = { -readonly [Name in keyof Risk]: Risk[Name] };

const NO_RISK: Risk = { level: 'low', until: Infinity, hasCases: false, casesUntil: -Infinity, changesAt: Infinity };

function worstOf(entries: readonly Entry[], place: string | undefined, from: number, last: number): Risk {
  if (entries.length === 0) return NO_RISK;
  const risk: Mutable = { ...NO_RISK };
  for (const entry of entries) {
    if (entry.place !== undefined && entry.place !== place) continue;
    const edge = entry.from > last ? entry.from : entry.to;
    if (edge > last && edge < risk.changesAt) risk.changesAt = edge;
    if (entry.from > last || from >= entry.to) continue;
    if (entry.level === 'has-cases') {
      risk.hasCases = true;
      risk.casesUntil = Math.max(risk.casesUntil, entry.to);
    } else if (entry.level === risk.level) risk.until = Math.max(risk.until, entry.to);
    else if (risk.level !== 'high') [risk.level, risk.until] = [entry.level, entry.to];
  }
  return risk;
}

/**
 * The worst level of the areas that a division lies in and that were in force at some time from `from` to `last`
 * (both included, milliseconds). An area smaller than the division does not count: the stay may have been elsewhere.
 * Nor does an area that is one building or venue, unless the stay is known to have been at that very place.
 */
export const riskDuring = (
  index: RiskIndex,
  division: string,
  place: string | undefined,
  from: number,
  last: number,
): Risk => worstOf(entriesOf(index, division), place, from, last);

/** The same for a venue or building whose division is not told: only what is said of the place itself. */
export const riskAtPlace = (index: RiskIndex, place: string, from: number, last: number): Risk =>
  worstOf(index.byPlace.get(place) ?? [], place, from, last);

/** The worst there is anywhere in a county, or around it: for rules about the county that holds an area. */
export function riskInCounty(index: RiskIndex, county: string, from: number, last: number): Risk {
  const inside = index.byCounty.get(divisionPrefix(county)) ?? [];
  return worstOf([...entriesOf(index, county), ...inside], undefined, from, last);
}
