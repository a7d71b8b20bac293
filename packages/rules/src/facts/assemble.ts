import { Instant } from '../three-valued/instant.ts';
import { Unknown } from '../three-valued/unknown.ts';
import { requireInstant } from '../time/china-time.ts';
import { inputIndex, inputNames, type RuleDocument } from './document.ts';
import type { Fact } from './fact.ts';
import { type CompiledRequest, compileRequests, type Freshness, freshnessOf, type InputRequest } from './freshness.ts';
import { MAX_ITEMS, type Surroundings } from './reading.ts';
import type { Reference } from './reference.ts';
import { type AreaLevels, indexReference } from './risk-index.ts';
import { type SortedFacts, sortFacts } from './sort-facts.ts';
import { createSorting, type FactPlace, type Sorting } from './sorting.ts';
import type { SourceName } from './terms.ts';
import { addTestsSince } from './tests-since.ts';

/** What a decision cites of a fact. */
export interface FactReference {
  id: string;
  source: SourceName;
  observedAt: string;
  receivedAt: string;
}

export interface Assembly {
  document: RuleDocument;
  /** One entry per request, in the order of the requests. */
  freshness: readonly Freshness[];
  /** The facts that count, and the last report on each request. */
  sorted: SortedFacts;
  /** Milliseconds: the earliest instant at which a period begins or ends, so that the document differs. */
  changesAt: number;
  /** Milliseconds: the earliest instant at which a report is no longer fresh. */
  staleAt: number;
}

/** By the place of the input in `inputNames`. */
const markers = inputNames.map((name) => new Unknown(name));

const nothing: readonly unknown[] = [];

/** A list that may lack something ends in an unknown: what is there proves itself, what is not there proves nothing. */
function toList(items: readonly unknown[], complete: boolean, marker: Unknown): unknown {
  if (complete && items.length <= MAX_ITEMS) return items;
  return items.length === 0 ? marker : [...items.slice(0, MAX_ITEMS), marker];
}

/** Latest test first. */
const bySampling = (a: unknown, b: unknown): number => {
  const [left, right] = [a, b].map((item) => (item as { sampledAt?: unknown }).sampledAt);
  return left instanceof Instant && right instanceof Instant ? right.milliseconds - left.milliseconds : 0;
};

/** The inputs, as bits, that somebody asked for and for which every source asked has a fresh report. */
function completeInputs({ bits }: Sorting, freshness: readonly Freshness[]): number {
  let asked = 0;
  let late = 0;
  for (let i = 0; i < bits.length; i += 1) {
    const bit = bits[i] as number;
    asked |= bit;
    if (!(freshness[i] as Freshness).fresh) late |= bit;
  }
  return asked & ~late;
}

/** The inputs, as bits, of which a fact is in doubt. */
function contestedInputs({ clearances }: SortedFacts): number {
  let bits = 0;
  for (const { input, contested } of clearances) if (contested) bits |= 1 << inputIndex[input];
  return bits;
}

function freshnessOfAll(
  requests: readonly CompiledRequest[],
  { reports, reportedAt }: SortedFacts,
  around: Surroundings,
): Freshness[] {
  const { risks } = around;
  const freshness: Freshness[] = [];
  for (let i = 0; i < requests.length; i += 1) {
    const request = requests[i] as CompiledRequest;
    freshness.push(
      request.input === 'riskAreas'
        ? freshnessOf(request, risks?.report ?? null, risks?.reportedAt ?? NaN, around)
        : freshnessOf(request, reports[i] ?? null, reportedAt[i] as number, around),
    );
  }
  return freshness;
}

/** What the facts come to, by the place of their input; null for what cannot be read. */
type Gathered = (object | null | undefined)[];

const ungathered: Gathered = inputNames.map(() => undefined);

function gather({ facts, places }: SortedFacts, around: Surroundings): Gathered {
  const gathered = ungathered.slice();
  for (let i = 0; i < facts.length; i += 1) {
    const fact = facts[i] as Fact;
    const { index, read } = places[i] as FactPlace;
    const data = typeof fact.data === 'object' && fact.data !== null ? fact.data : {};
    const entry = read(data as Record<string, unknown>, fact, around);
    const known = gathered[index];
    if (known === null || entry === null) gathered[index] = null;
    else if (Array.isArray(entry) && Array.isArray(known)) for (const item of entry as unknown[]) known.push(item);
    else gathered[index] = entry;
  }
  const tests = gathered[inputIndex.tests];
  if (Array.isArray(tests) && tests.length > 1) tests.sort(bySampling);
  return gathered;
}

function recordOf(index: number, gathered: Gathered, complete: number): unknown {
  const record = gathered[index];
  return record === null || (complete & (1 << index)) === 0 ? markers[index] : (record ?? null);
}

function listOf(index: number, gathered: Gathered, complete: number): unknown {
  const items = gathered[index] as unknown[] | null | undefined;
  const marker = markers[index] as Unknown;
  if (items === null) return marker;
  return toList(items ?? nothing, (complete & (1 << index)) !== 0, marker);
}

function documentOf(at: Instant, gathered: Gathered, complete: number): RuleDocument {
  return {
    at,
    declaration: recordOf(inputIndex.declaration, gathered, complete),
    itinerary: { stays: listOf(inputIndex.itinerary, gathered, complete) },
    cases: listOf(inputIndex.cases, gathered, complete),
    contacts: listOf(inputIndex.contacts, gathered, complete),
    isolations: listOf(inputIndex.isolations, gathered, complete),
    tests: listOf(inputIndex.tests, gathered, complete),
    origin: recordOf(inputIndex.origin, gathered, complete),
    residence: recordOf(inputIndex.residence, gathered, complete),
    vaccinations: listOf(inputIndex.vaccinations, gathered, complete),
    entries: listOf(inputIndex.entries, gathered, complete),
    posts: listOf(inputIndex.posts, gathered, complete),
    pushes: listOf(inputIndex.pushes, gathered, complete),
    permits: listOf(inputIndex.permits, gathered, complete),
    exemptions: listOf(inputIndex.exemptions, gathered, complete),
    manual: listOf(inputIndex.manual, gathered, complete),
    arrivals: listOf(inputIndex.arrivals, gathered, complete),
    venues: listOf(inputIndex.venues, gathered, complete),
  };
}

/** What somebody wants to read of a person. What costs time is added to the document only where it is read. */
export interface Wanted {
  readonly requests: readonly CompiledRequest[];
  /** Of those requests. */
  readonly sorting: Sorting;
  /** What the tests say of each item; see `TestsSince`. */
  readonly readsTestsSince: boolean;
  readonly readsCountyLevel: boolean;
  /** `levelNow` and `levelLeft` of stays. */
  readonly readsLevelLeft: boolean;
  readonly areaLevels: AreaLevels;
}

/** Does the work of {@link assemble} with requests already compiled and the present in milliseconds. */
export function assembleAt(
  facts: readonly Fact[],
  reference: Reference | null,
  { requests, sorting, readsTestsSince, readsCountyLevel, readsLevelLeft, areaLevels }: Wanted,
  now: number,
): Assembly {
  const at = new Instant(now);
  const risks = reference === null ? null : indexReference(reference, areaLevels);
  const around: Surroundings = {
    at,
    risks,
    risksFresh: false,
    readsCountyLevel,
    readsLevelLeft,
    changesAt: Infinity,
    staleAt: Infinity,
  };
  const sorted = sortFacts(facts, sorting, around);
  const freshness = freshnessOfAll(requests, sorted, around);
  const complete = completeInputs(sorting, freshness) & ~contestedInputs(sorted);
  around.risksFresh = (complete & (1 << inputIndex.riskAreas)) !== 0;
  const gathered = gather(sorted, around);
  if (readsTestsSince) {
    const { tests } = inputIndex;
    addTestsSince(gathered, (complete & (1 << tests)) !== 0, around, markers[tests] as Unknown);
  }
  const document = documentOf(at, gathered, complete);
  return { document, freshness, sorted, changesAt: around.changesAt, staleAt: around.staleAt };
}

/** The facts behind some inputs: those that count, and the last report of each source; each once. */
export function factsBehind(
  inputs: readonly string[],
  { sorted }: Assembly,
  requests: readonly CompiledRequest[],
): FactReference[] {
  const behind: Fact[] = [];
  for (let i = 0; i < sorted.facts.length; i += 1) {
    if (inputs.includes((sorted.places[i] as FactPlace).input)) behind.push(sorted.facts[i] as Fact);
  }
  for (const { input, fact } of sorted.clearances) if (inputs.includes(input)) behind.push(fact);
  for (let i = 0; i < requests.length; i += 1) {
    const fact = sorted.reports[i] ?? null;
    if (fact !== null && inputs.includes((requests[i] as CompiledRequest).input) && !behind.includes(fact)) {
      behind.push(fact);
    }
  }
  return behind.map(({ id, source, observedAt, receivedAt }) => ({ id, source, observedAt, receivedAt }));
}

/**
 * Builds the document that rules read from what is known of a person at an instant (date-time with offset). A fact
 * counts from `validFrom` to `validTo`; of kinds that tell a whole state only the latest one. An input is complete if
 * every request for it has a fresh report, be it only a `source-report`. If not, a record is unknown, while a list keeps
 * what is known and ends in an unknown: an outdated report still proves a contact, but no longer that there is none.
 * An input nobody asked for is unknown.
 *
 * Whatever the facts hold, it throws only {@link PolicyError} (`invalid-instant`, `invalid-duration`).
 */
export function assemble(
  facts: readonly Fact[],
  reference: Reference | null,
  inputs: readonly InputRequest[],
  at: string,
): Assembly {
  const requests = compileRequests(inputs);
  const sorting = createSorting(requests);
  const everything = { readsTestsSince: true, readsCountyLevel: true, readsLevelLeft: true, areaLevels: null };
  return assembleAt(facts, reference, { requests, sorting, ...everything }, requireInstant(at));
}
