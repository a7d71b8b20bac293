import { canonicalJson } from '../canonical-json.ts';
import { PolicyError } from '../policy-error.ts';
import { Instant } from '../three-valued/instant.ts';
import { readEdge } from '../time/china-time.ts';
import type { InputName } from './document.ts';
import type { Fact } from './fact.ts';
import { readers } from './readers.ts';
import type { Surroundings } from './reading.ts';
import { isValid } from './validity.ts';

/** A clearance or contest in force, and the input whose facts it keeps from counting. */
export interface Clearance {
  fact: Fact;
  input: InputName;
  /** Milliseconds. */
  until: number;
  /** The facts are in doubt rather than wrong: without them the input is not complete. */
  contested: boolean;
}

/** Facts of one source and kind that say the same have the same key; null where the data is no JSON. */
export function keyOf(source: unknown, kind: unknown, data: unknown): string | null {
  try {
    return canonicalJson([source, kind, data]);
  } catch (error) {
    if (error instanceof PolicyError) return null;
    throw error;
  }
}

type Weight = Pick<Clearance, 'contested' | 'until'>;

function outdoes(one: Weight, other: Weight): boolean {
  return one.contested === other.contested ? one.until > other.until : other.contested;
}

/** When a clearance ends, if it is in force; notes in `around` when it will end. */
function endOf(fact: Fact, until: unknown, around: Surroundings): number | null {
  const end = readEdge(until, 'end');
  if (!(end instanceof Instant) || !isValid(fact, around)) return null;
  const { milliseconds } = end;
  if (milliseconds <= around.at.milliseconds) return null;
  if (milliseconds < around.changesAt) around.changesAt = milliseconds;
  return milliseconds;
}

/**
 * The clearances and contests in force by the {@link keyOf} of what they are against, the longest of each; null where there is none.
 * What is cleared is settled, whoever contests it.
 */
export function readClearances(facts: readonly Fact[], around: Surroundings): Map<string, Clearance> | null {
  let clearances: Map<string, Clearance> | null = null;
  for (const fact of facts) {
    const contested = fact.kind === 'contest';
    if ((fact.kind !== 'clearance' && !contested) || typeof fact.data !== 'object' || fact.data === null) continue;
    const { source, kind, data, until } = fact.data as Record<string, unknown>;
    const reader = typeof kind === 'string' ? readers.get(kind) : undefined;
    const key = keyOf(source, kind, data);
    if (reader === undefined || key === null) continue;
    const end = endOf(fact, until, around);
    clearances ??= new Map<string, Clearance>();
    const known = clearances.get(key);
    if (end === null || (known !== undefined && !outdoes({ contested, until: end }, known))) continue;
    clearances.set(key, { fact, input: reader.input, until: end, contested });
  }
  return clearances;
}

/** The ids of the facts that a clearance or contest keeps from counting at an instant (milliseconds). */
export function setAside(facts: readonly Fact[], now: number): ReadonlySet<string> {
  const around: Surroundings = {
    at: new Instant(now),
    risks: null,
    risksFresh: false,
    readsCountyLevel: false,
    readsLevelLeft: false,
    changesAt: Infinity,
    staleAt: Infinity,
  };
  const clearances = readClearances(facts, around);
  const ids = new Set<string>();
  if (clearances === null) return ids;
  for (const { id, source, kind, data } of facts) if (clearances.has(keyOf(source, kind, data) ?? '')) ids.add(id);
  return ids;
}
