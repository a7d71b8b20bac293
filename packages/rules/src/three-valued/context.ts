import type { Work } from '../logic/work.ts';
import { Instant } from './instant.ts';
import { Unknown } from './unknown.ts';

/** What a rule read: a path and its value. Lists tell their length, records their size, unknowns what is missing. */
export interface Reading {
  path: string;
  value: string | number | boolean | null | { items: number } | { fields: number } | { unknown: string };
}

/** More readings than this say nothing a person would read. */
export const MAX_READINGS = 64;
const MAX_TEXT = 80;

/** The state of one evaluation. */
export interface Context extends Work {
  /** Readings in the order they were made; null where nobody asks for them. */
  trace: Reading[] | null;
  /** The present in milliseconds, for {@link next}; 0 where nobody asks for it. */
  at: number;
  /** The earliest instant, in milliseconds, at which a comparison with the present made so far turns out otherwise. */
  next: number;
  /** The number of this evaluation: what {@link values} holds under another number is old. */
  run: number;
  readonly stamps: number[];
  readonly values: unknown[];
}

export const createContext = (trace: Reading[] | null): Context => ({
  left: 0,
  at: 0,
  trace,
  next: Infinity,
  run: 0,
  stamps: [],
  values: [],
});

function summarise(value: unknown): Reading['value'] {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return { items: value.length };
  if (value instanceof Unknown) return { unknown: Unknown.inputOf(value) };
  if (value instanceof Instant) return value.text.slice(0, MAX_TEXT);
  return typeof value === 'object' && value !== null ? { fields: Object.keys(value).length } : null;
}

export function recordReading(trace: Reading[], path: string, value: unknown): void {
  if (trace.length < MAX_READINGS) trace.push({ path, value: summarise(value) });
}
