import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { forgetLimits } from '../../platform/limits/index.ts';
import type { Tick } from '../../platform/jobs.ts';

/** What has run out is kept a day longer, so that its owner is told that it has run out rather than that it never was. */
const keptSeconds = 86_400;

export function identityTicks(deps: Pick<NodeContext, 'db'>): Tick[] {
  return [
    { name: 'identity.limits', everySeconds: 600, run: (now) => forgetLimits(deps, now) },
    {
      name: 'identity.expired',
      everySeconds: 600,
      async run(now) {
        const before = addSeconds(now, -keptSeconds);
        for (const table of ['session', 'phone_code', 'authorization_code'] as const) {
          await deps.db.deleteFrom(table).where('expires_at', '<', before).execute();
        }
      },
    },
  ];
}
