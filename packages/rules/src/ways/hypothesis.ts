import type { FactKind } from '../facts/fact-data.ts';
import type { Fact } from '../facts/fact.ts';
import type { Reference } from '../facts/reference.ts';
import type { SourceName } from '../facts/terms.ts';
import type { CompiledPack } from '../pack/compile-pack.ts';
import { readInstant } from '../time/china-time.ts';
import { formatInstant } from '../time/format-instant.ts';

/** What is supposed beyond what is known: what the person does, and when. Milliseconds. */
export interface Supposed {
  /** She declares her health and her itinerary anew, truthfully, and is without symptoms. */
  readonly declares: boolean;
  /** She is tested by herself at these instants, and the result is negative. */
  readonly tests: readonly number[];
  /** Facts that their source takes back, by id. */
  readonly lifted: ReadonlySet<string>;
}

export const nothing: Supposed = { declares: false, tests: [], lifted: new Set() };

/** What rules would be asked with. */
export interface Hypothesis {
  readonly facts: readonly Fact[];
  readonly reference: Reference | null;
}

const SYMPTOM_FREE = { symptoms: [] as string[], contactWithCase: false };

function latestOf(facts: readonly Fact[], kind: FactKind): Fact | undefined {
  return facts
    .filter((fact) => fact.kind === kind)
    .toSorted((a, b) => readInstant(b.observedAt) - readInstant(a.observedAt))[0];
}

function declarations(facts: readonly Fact[], at: string, until: string): Fact[] {
  const health = latestOf(facts, 'health-declaration')?.data as { contactWithCase?: unknown } | undefined;
  const itinerary = latestOf(facts, 'itinerary-declaration')?.data;
  const declared = { source: 'declaration', observedAt: at, receivedAt: until } as const;
  // Whom she has met stays as she said: no way out may begin with a declaration that is not true.
  const told = { ...SYMPTOM_FREE, ...(health?.contactWithCase === true ? { contactWithCase: true } : {}) };
  return [
    { ...declared, id: 'if-health-is-declared', kind: 'health-declaration', data: told },
    { ...declared, id: 'if-itinerary-is-declared', kind: 'itinerary-declaration', data: itinerary ?? { stays: [] } },
  ];
}

function negative(instant: number, position: number): Fact {
  const at = formatInstant(instant);
  return {
    id: `if-tested-${position + 1}`,
    kind: 'nat',
    source: 'nat-laboratory',
    observedAt: at,
    receivedAt: at,
    // A sample of tomorrow counts from tomorrow.
    validFrom: at,
    data: { result: 'negative', sampledAt: at, reportedAt: at, institution: 'any', method: 'single' },
  };
}

/**
 * The facts and the reference data as they would be if something supposed were so, and every source, whenever it is asked until
 * `until`, answered what it has said so far. What a person declared does not repeat itself: she has to declare it.
 */
export function suppose(
  { requests }: CompiledPack,
  { facts, reference }: Hypothesis,
  at: number,
  until: number,
  { declares, tests, lifted }: Supposed,
): Hypothesis {
  const [from, end] = [formatInstant(at), formatInstant(until)];
  const asked = new Set<SourceName>(requests.map(({ source }) => source));
  const answers = [...asked]
    .filter((source) => source !== 'declaration')
    .map((source): Fact => {
      const report = { id: `if-${source}-answers`, kind: 'source-report', source } as const;
      return { ...report, observedAt: from, receivedAt: end, data: { source, window: 'P14D' } };
    });
  return {
    facts: [
      ...facts.filter(({ id }) => !lifted.has(id)),
      ...answers,
      ...(declares ? declarations(facts, from, end) : []),
      ...tests.map(negative),
    ],
    reference: reference === null ? null : { ...reference, receivedAt: end },
  };
}
