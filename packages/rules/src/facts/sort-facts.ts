import { readInstant } from '../time/china-time.ts';
import { type Clearance, keyOf, readClearances } from './clearance.ts';
import type { Fact } from './fact.ts';
import type { Surroundings } from './reading.ts';
import type { FactPlace, Sorting } from './sorting.ts';
import { isValid } from './validity.ts';

/** The facts that count, sorted by what they are for. */
export interface SortedFacts {
  /** Of kinds that tell a whole state, the latest; of the others, all. */
  facts: Fact[];
  /** Where each of them belongs. */
  places: FactPlace[];
  /** The last report on each request, by its position. */
  reports: (Fact | null)[];
  /** When each of them was received, in milliseconds; NaN where there is none. */
  reportedAt: number[];
  /** Clearances and contests in force that keep a fact of the person from counting. */
  clearances: Clearance[];
}

/** Later observed counts; of two observed at once, the later received. */
function isLater(fact: Fact, other: Fact): boolean {
  const a = readInstant(fact.observedAt);
  const b = readInstant(other.observedAt);
  return a === b ? readInstant(fact.receivedAt) >= readInstant(other.receivedAt) : a > b;
}

function keep({ facts, places }: SortedFacts, fact: Fact, place: FactPlace): void {
  for (let i = 0; place.latest && i < facts.length; i += 1) {
    if (places[i] !== place) continue;
    if (isLater(fact, facts[i] as Fact)) facts[i] = fact;
    return;
  }
  facts.push(fact);
  places.push(place);
}

/** Notes the fact as the last report on the requests that it answers, unless a later one is known. */
function noteReport({ reports, reportedAt }: SortedFacts, fact: Fact, requests: readonly number[]): void {
  const milliseconds = readInstant(fact.receivedAt);
  if (Number.isNaN(milliseconds)) return;
  for (let k = 0; k < requests.length; k += 1) {
    const i = requests[k] as number;
    if ((reportedAt[i] as number) >= milliseconds) continue;
    reports[i] = fact;
    reportedAt[i] = milliseconds;
  }
}

/** Sorts out what counts now, and which report on each request is the last one. */
export function sortFacts(all: readonly Fact[], { bits, kinds }: Sorting, around: Surroundings): SortedFacts {
  const sorted: SortedFacts = { facts: [], places: [], reports: [], reportedAt: [], clearances: [] };
  for (let i = 0; i < bits.length; i += 1) {
    sorted.reports.push(null);
    sorted.reportedAt.push(NaN);
  }
  const clearances = readClearances(all, around);
  for (let i = 0; i < all.length; i += 1) {
    const fact = all[i] as Fact;
    const kind = kinds.get(fact.kind);
    if (kind === undefined) continue;
    const answered = kind.requests.get(fact.source);
    if (answered !== undefined) noteReport(sorted, fact, answered);
    const { place } = kind;
    if (place === null || !isValid(fact, around)) continue;
    const clearance = clearances?.get(keyOf(fact.source, fact.kind, fact.data) ?? '');
    if (clearance === undefined) keep(sorted, fact, place);
    else if (!sorted.clearances.includes(clearance)) sorted.clearances.push(clearance);
  }
  return sorted;
}
