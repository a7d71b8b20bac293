import type { Fact } from '@tongxing/rules';
import { addSeconds } from '../../platform/clock.ts';
import type { CurrentDecision } from '../decision/index.ts';

const hourSeconds = 3600;

/** What this province would say of her colour if the destination asked now, with her consent: the strongest there is. */
export function assertedCode(division: string, { outcome, course }: CurrentDecision, now: Date): Fact<'origin-code'> {
  const at = now.toISOString();
  const { colour, reasons } = outcome;
  // An end that is known is said; a colour that is pending is not said at all, and the destination cannot judge.
  const releases = reasons.map(({ until }) => until);
  const releaseAt =
    releases.length > 0 && releases.every((until) => until !== null) ? releases.toSorted().at(-1) : undefined;
  const isPending = colour === 'pending';
  return {
    id: 'if-own-province-is-asked',
    kind: isPending ? ('source-report' as 'origin-code') : 'origin-code',
    source: 'origin-province',
    observedAt: at,
    receivedAt: at,
    data: isPending
      ? { source: 'origin-province', window: 'P14D' }
      : {
          division,
          colour,
          verified: true,
          decidedAt: outcome.decidedAt,
          // A colour that lasts is asked about again on arrival.
          validUntil: addSeconds(course.standsUntil, 31 * 24 * hourSeconds).toISOString(),
          ...(releaseAt === undefined || colour === 'green' ? {} : { releaseAt }),
          consentGrade: 'holder-signed',
        },
  };
}
