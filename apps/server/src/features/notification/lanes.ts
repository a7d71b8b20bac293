import type { Told } from './kinds.ts';

/**
 * Messages leave in four lanes. Within one, who has waited longest is first. Each lane has a share of every batch that the others
 * cannot take from it, and takes what they leave: a million at once do not hold up a single one, nor the other way round.
 */
export const lanes = [
  { lane: 0, share: 0.4, what: 'became red or yellow' },
  { lane: 1, share: 0.3, what: 'became red or yellow, among many at once' },
  { lane: 2, share: 0.2, what: 'everything else' },
  { lane: 3, share: 0.1, what: 'everything else, among many at once' },
] as const;

export function laneOf({ kind, details }: Told, amongMany: boolean): number {
  const urgent = kind === 'colour-changed' && (details.to === 'red' || details.to === 'yellow');
  return (urgent ? 0 : 2) + (amongMany ? 1 : 0);
}
