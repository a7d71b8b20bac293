import { Instant } from '../three-valued/instant.ts';
import { readEdge, readInstant } from '../time/china-time.ts';
import { divisionPrefix, enclosingPrefixes } from './divisions.ts';
import type { Reference, RiskLevel } from './reference.ts';

/** A period in milliseconds, half-open, in which a place is on a list: of a risk level, or of counties with cases. */
interface Entry {
  from: number;
  to: number;
  level: RiskLevel | 'has-cases';
}

/** Reference data arranged for look-up by place. */
export interface RiskIndex {
  /** The list as a report; null where it bears no readable time. */
  report: { observedAt: string; receivedAt: string } | null;
  /** When the list was received, in milliseconds. */
  reportedAt: number;
  byPrefix: ReadonlyMap<string, readonly Entry[]>;
  /** What applies to a division, with everything it lies in; filled as divisions are asked for. */
  byDivision: Map<string, readonly Entry[]>;
}

const MAX_DIVISIONS = 20_000;
const indexes = new WeakMap<Reference, RiskIndex>();

function add(
  index: Map<string, Entry[]>,
  division: string,
  fromText: string,
  toText: string | undefined,
  level: Entry['level'],
): void {
  const from = readEdge(fromText, 'start');
  const to = readEdge(toText, 'end');
  const entry: Entry = {
    from: from instanceof Instant ? from.milliseconds : -Infinity,
    to: to instanceof Instant ? to.milliseconds : Infinity,
    level,
  };
  const prefix = divisionPrefix(division);
  const entries = index.get(prefix);
  if (entries === undefined) index.set(prefix, [entry]);
  else entries.push(entry);
}

/** The index of reference data, made once per value. */
export function indexReference(reference: Reference): RiskIndex {
  let index = indexes.get(reference);
  if (index === undefined) {
    const byPrefix = new Map<string, Entry[]>();
    for (const { division, from, to, level } of reference.riskAreas) {
      if (level !== 'low') add(byPrefix, division, from, to, level);
    }
    for (const { division, from, to } of reference.caseCounties ?? []) add(byPrefix, division, from, to, 'has-cases');
    const { receivedAt } = reference;
    const reportedAt = readInstant(receivedAt);
    const report = Number.isNaN(reportedAt) ? null : { observedAt: receivedAt, receivedAt };
    index = { report, reportedAt, byPrefix, byDivision: new Map() };
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

/**
 * The worst level of the areas that a division lies in and that were in force at some time from `from` to `last`
 * (both included, milliseconds). An area smaller than the division does not count: the stay may have been elsewhere.
 */
export function riskDuring(index: RiskIndex, division: string, from: number, last: number): Risk {
  const entries = entriesOf(index, division);
  if (entries.length === 0) return NO_RISK;
  const risk: Mutable = { ...NO_RISK };
  for (const entry of entries) {
    const edge = entry.from > last ? entry.from : entry.to;
    if (edge > last && edge < risk.changesAt) risk.changesAt = edge;
    if (entry.from > last || from >= entry.to) continue;
    if (entry.level === 'has-cases') risk.hasCases = true;
    else if (risk.level !== 'high') risk.level = entry.level;
  }
  return risk;
}
