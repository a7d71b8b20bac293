import type { Operation } from '../logic/expression.ts';
import type { Context } from './context.ts';
import { Instant } from './instant.ts';
import { compileRead } from './var.ts';

/** Two places in the context's values for one path: as it stands in the data, and with date-times as text. */
export interface Slot {
  raw: number;
  plain: number;
}

/** The paths that a set of rules reads outside lambdas, each read once before the rules are judged. */
export interface Slots {
  slotOf(expression: Operation<'var'>): Slot;
  /** Reads all paths. */
  fill(document: unknown, context: Context): void;
}

export function createSlots(allocate: () => number): Slots {
  const slots = new Map<string, Slot>();
  const reads: { read: (scope: unknown) => unknown; raw: number; plain: number }[] = [];
  return {
    slotOf(expression) {
      const existing = slots.get(expression.path);
      if (existing !== undefined) return existing;
      const slot = { raw: allocate(), plain: allocate() };
      slots.set(expression.path, slot);
      reads.push({ read: compileRead(expression), ...slot });
      return slot;
    },
    fill(document, { values }) {
      for (let i = 0; i < reads.length; i += 1) {
        const { read, raw, plain } = reads[i] as (typeof reads)[number];
        const value = read(document);
        values[raw] = value;
        values[plain] = typeof value === 'object' && value instanceof Instant ? value.text : value;
      }
    },
  };
}
