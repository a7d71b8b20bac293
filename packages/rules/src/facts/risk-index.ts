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
  /** What applies to a division, with everything it lies in; filled as divisions are asked for. */
  byDivision: Map<string, readonly Entry[]>;
}

const MAX_DIVISIONS = 20_000;
const indexes = new WeakMap<Reference, RiskIndex>();

function entryOf(fromText: string, toText: string | undefined, level: Entry['level'], place?: string): Entry {
  const from = readEdge(fromText, 'start');
  const to = readEdge(toText, 'end');
  return {
    from: from instanceof Instant ? from.milliseconds : -Infinity,
    to: to instanceof Instant ? to.milliseconds : Infinity,
    level,
    place,
  };
}

function add(index: Map<string, Entry[]>, key: string, entry: Entry): void {
  const entries = index.get(key);
  if (entries === undefined) index.set(key, [entry]);
  else entries.push(entry);
}

/** The index of reference data, made once per value. */
export function indexReference(reference: Reference): RiskIndex {
  let index = indexes.get(reference);
  if (index === undefined) {
    const byPrefix = new Map<string, Entry[]>();
    const byPlace = new Map<string, Entry[]>();
    for (const { division, place, from, to, level } of reference.riskAreas) {
      if (level === 'low') continue;
      const entry = entryOf(from, to, level, place);
      add(byPrefix, divisionPrefix(division), entry);
      if (place !== undefined) add(byPlace, place, entry);
    }
    for (const { division, from, to } of reference.caseCounties ?? []) {
      add(byPrefix, divisionPrefix(division), entryOf(from, to, 'has-cases'));
    }
    const { receivedAt } = reference;
    const reportedAt = readInstant(receivedAt);
    const report = Number.isNaN(reportedAt) ? null : { observedAt: receivedAt, receivedAt };
    index = { report, reportedAt, byPrefix, byPlace, byDivision: new Map() };
    indexes.set(reference, index);
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
  readonly hasCases: boolean;
  readonly changesAt: number;
}
type Mutable = { -readonly [Name in keyof Risk]: Risk[Name] };

const NO_RISK: Risk = { level: 'low', hasCases: false, changesAt: Infinity };

function worstOf(entries: readonly Entry[], place: string | undefined, from: number, last: number): Risk {
  if (entries.length === 0) return NO_RISK;
  const risk: Mutable = { ...NO_RISK };
  for (const entry of entries) {
    if (entry.place !== undefined && entry.place !== place) continue;
    const edge = entry.from > last ? entry.from : entry.to;
    if (edge > last && edge < risk.changesAt) risk.changesAt = edge;
    if (entry.from > last || from >= entry.to) continue;
    if (entry.level === 'has-cases') risk.hasCases = true;
    else if (risk.level !== 'high') risk.level = entry.level;
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
