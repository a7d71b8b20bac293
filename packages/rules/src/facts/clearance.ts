import { canonicalJson } from '../canonical-json.ts';
import { PolicyError } from '../policy-error.ts';
import { Instant } from '../three-valued/instant.ts';
import { readEdge } from '../time/china-time.ts';
import type { InputName } from './document.ts';
import type { Fact } from './fact.ts';
import { readers, type Surroundings } from './readers.ts';
import { isValid } from './validity.ts';

/** A clearance in force, and the input whose facts it keeps from counting. */
export interface Clearance {
  fact: Fact;
  input: InputName;
  /** Milliseconds. */
  until: number;
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

/** When a clearance ends, if it is in force; notes in `around` when it will end. */
function endOf(fact: Fact, until: unknown, around: Surroundings): number | null {
  const end = readEdge(until, 'end');
  if (!(end instanceof Instant) || !isValid(fact, around)) return null;
  const { milliseconds } = end;
  if (milliseconds <= around.at.milliseconds) return null;
  if (milliseconds < around.changesAt) around.changesAt = milliseconds;
  return milliseconds;
}

/** The clearances in force by the {@link keyOf} of what they clear, the longest of each; null where there is none. */
export function readClearances(facts: readonly Fact[], around: Surroundings): Map<string, Clearance> | null {
  let clearances: Map<string, Clearance> | null = null;
  for (const fact of facts) {
    if (fact.kind !== 'clearance' || typeof fact.data !== 'object' || fact.data === null) continue;
    const { source, kind, data, until } = fact.data as Record<string, unknown>;
    const reader = typeof kind === 'string' ? readers.get(kind) : undefined;
    const key = keyOf(source, kind, data);
    if (reader === undefined || key === null) continue;
    const end = endOf(fact, until, around);
    clearances ??= new Map<string, Clearance>();
    if (end === null || end <= (clearances.get(key)?.until ?? -Infinity)) continue;
    clearances.set(key, { fact, input: reader.input, until: end });
  }
  return clearances;
}
