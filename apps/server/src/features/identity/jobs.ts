import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Job, Tick } from '../../platform/jobs.ts';
import { forgetLimits } from '../../platform/limits/index.ts';
import { claimNoticeJobs } from './claim-notice.ts';
import { endDue, type EndingDeps } from './guardianship.ts';
import type { SmsGateway } from './ports.ts';

/** What has run out is kept a day longer, so that its owner is told that it has run out rather than that it never was. */
const keptSeconds = 86_400;

export interface IdentityJobDeps extends NodeContext, EndingDeps {
  readonly sms: SmsGateway;
}

export function identityJobs(deps: IdentityJobDeps): Job[] {
  return claimNoticeJobs(deps);
}

export function identityTicks(deps: EndingDeps): Tick[] {
  return [
    { name: 'identity.of-age', everySeconds: 60, run: (now) => endDue(deps, now) },
    { name: 'identity.limits', everySeconds: 600, run: (now) => forgetLimits(deps, now) },
    {
      name: 'identity.expired',
      everySeconds: 600,
      async run(now) {
        const before = addSeconds(now, -keptSeconds);
        for (const table of [
          'session',
          'phone_code',
          'authorization_code',
          'guardianship_request',
          'sign_on',
          'consent_return',
          'face_check',
        ] as const) {
          await deps.db.deleteFrom(table).where('expires_at', '<', before).execute();
        }
      },
    },
  ];
}
