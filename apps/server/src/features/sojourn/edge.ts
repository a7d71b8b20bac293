import { readInstant } from '@tongxing/rules';

const dayMs = 86_400_000;

/**
 * The edge of a time in milliseconds, as rules read it: an instant, or a day of China, which an end includes. Infinite where there is
 * none or it cannot be read, so that nobody is missed.
 */
export function readEdge(text: unknown, edge: 'start' | 'end'): number {
  const isDay = typeof text === 'string' && text.length === 10;
  const at = readInstant(isDay ? `${text}T00:00:00+08:00` : text) + (isDay && edge === 'end' ? dayMs : 0);
  if (!Number.isNaN(at)) return at;
  return edge === 'start' ? -Infinity : Infinity;
}
