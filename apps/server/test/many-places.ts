import type { schemas } from '@tongxing/contract';
import { ago } from './citizen.ts';
import { day } from './manual-clock.ts';
import type { TestNode } from './node.ts';

// The profile of Shandong compares twelve places by itself.
const places = '110101 110102 120101 130102 140105 150102 210102 220102 230102 310101 320102 330102 340102'.split(' ');

/** Thirteen places, one more than are compared without a person. */
export function manyPlaces(node: TestNode): schemas.Stay[] {
  return places.map((division, at) => ({
    division,
    from: ago(node, (13 - at) * day),
    to: ago(node, (12 - at) * day),
  }));
}
