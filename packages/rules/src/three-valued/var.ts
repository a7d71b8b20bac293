import { readProperty } from '../logic/data-access.ts';
import type { Operation } from '../logic/expression.ts';
import type { EvaluateValue } from './compiler.ts';
import { recordReading } from './context.ts';
import { Instant } from './instant.ts';
import { Unknown } from './unknown.ts';

/** One step into the data; everything below an unknown is that unknown. */
export function step(container: unknown, name: string): unknown {
  if (container === null || container === undefined) return null;
  const value = (container as Record<string, unknown>)[name];
  if (value !== undefined && typeof value !== 'function' && name !== '__proto__') return value;
  return container instanceof Unknown ? container : readProperty(container, name);
}

/** Reads a path as it stands in the data. */
export function compileRead({ fragments }: Operation<'var'>): (scope: unknown) => unknown {
  const [first, second, third] = fragments;
  if (first === undefined) return (scope) => scope ?? null;
  if (second === undefined) return (scope) => step(scope, first);
  if (third === undefined) return (scope) => step(step(scope, first), second);
  return (scope) => fragments.reduce(step, scope);
}

/** Reads a path, and records what it read; the accumulator is no data. */
export function compileVar(expression: Operation<'var'>): EvaluateValue {
  const { path, fragments } = expression;
  const read = compileRead(expression);
  if (fragments[0] === 'accumulator') return read;
  return (scope, context) => {
    const value = read(scope);
    if (context.trace !== null) recordReading(context.trace, path, value);
    return value;
  };
}

/** A value as everything but a date-time operation sees it: a date-time is its text. */
export const plainText = (value: unknown): unknown =>
  typeof value === 'object' && value instanceof Instant ? value.text : value;

export const compilePlain =
  (read: EvaluateValue): EvaluateValue =>
  (scope, context) =>
    plainText(read(scope, context));
