import { readInstant } from '../time/china-time.ts';
import { type Clearance, keyOf, readClearances } from './clearance.ts';
import type { Fact } from './fact.ts';
import type { FactKind } from './fact-data.ts';
import type { CompiledRequest } from './freshness.ts';
import { readers } from './readers.ts';
import type { Surroundings } from './reading.ts';
import { isValid } from './validity.ts';

/** The facts that count, sorted by what they are for. */
export interface SortedFacts {
  /** Of kinds that tell a whole state, the latest; of the others, all. */
  facts: Fact[];
  /** The last report on each request, by its position. */
  reports: (Fact | null)[];
  /** When each of them was received, in milliseconds; NaN where there is none. */
  reportedAt: number[];
  /** Clearances and contests in force that keep a fact of the person from counting. */
  clearances: Clearance[];
}

/** Later observed counts; of two observed at once, the later received. */
function isLater(fact: Fact, other: Fact): boolean {
  const [a, b] = [readInstant(fact.observedAt), readInstant(other.observedAt)];
  return a === b ? readInstant(fact.receivedAt) >= readInstant(other.receivedAt) : a > b;
}

function keepLatest(facts: Fact[], fact: Fact, kind: FactKind): void {
  const known = facts.findIndex((other) => other.kind === kind);
  if (known < 0) facts.push(fact);
  else if (isLater(fact, facts[known] as Fact)) facts[known] = fact;
}

/** Sorts out what counts now, and which report on each request is the last one. */
export function sortFacts(
  all: readonly Fact[],
  requests: readonly CompiledRequest[],
  around: Surroundings,
): SortedFacts {
  const sorted: SortedFacts = {
    facts: [],
    reports: requests.map(() => null),
    reportedAt: requests.map(() => NaN),
    clearances: [],
  };
  const { facts, reports, reportedAt } = sorted;
  const clearances = readClearances(all, around);
  for (const fact of all) {
    const { kind, source } = fact;
    const reader = readers.get(kind);
    if (reader === undefined && kind !== 'source-report') continue;
    const milliseconds = readInstant(fact.receivedAt);
    for (let i = 0; i < requests.length; i += 1) {
      const request = requests[i] as CompiledRequest;
      if (request.source !== source || request.input === 'riskAreas') continue;
      if (reader !== undefined && reader.input !== request.input) continue;
      if (Number.isNaN(milliseconds) || (reportedAt[i] as number) >= milliseconds) continue;
      reports[i] = fact;
      reportedAt[i] = milliseconds;
    }
    if (reader === undefined || !isValid(fact, around)) continue;
    const clearance = clearances?.get(keyOf(source, kind, fact.data) ?? '');
    if (clearance !== undefined) {
      if (!sorted.clearances.includes(clearance)) sorted.clearances.push(clearance);
      continue;
    }
    if (reader.latest) keepLatest(facts, fact, kind);
    else facts.push(fact);
  }
  return sorted;
}
