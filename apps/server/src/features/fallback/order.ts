import type { FallbackOrder } from '@tongxing/codec';
import type { NodeContext } from '../../node-context.ts';
import { toUnix } from '../../platform/clock.ts';

/** The order of the profile, as it is to be signed. */
export function orderOf({ province }: Pick<NodeContext, 'province'>): FallbackOrder {
  const { version, validFrom, validTo, afterMinutes, longestHours, stripHours, lines, text, source } =
    province.fallback;
  return {
    division: province.division,
    version,
    validFrom: toUnix(new Date(validFrom)),
    validTo: toUnix(new Date(validTo)),
    afterSeconds: afterMinutes * 60,
    longestSeconds: longestHours * 3600,
    stripSeconds: stripHours * 3600,
    lines,
    text,
    source,
    hotline: province.hotline,
  };
}
