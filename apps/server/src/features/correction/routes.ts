import { routes } from '@tongxing/contract';
import { transact } from '../../platform/db.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { Tick } from '../../platform/jobs.ts';
import { compareDue, endUnheard } from './due.ts';
import { answerHearing, concludeHearing, hearingQueue, listHearings, type HearingDeps } from './hearing.ts';

export function correctionRoutes(deps: HearingDeps): Implementation[] {
  return [
    implement(routes.listHearings, async ({ principal }) => ({
      hearings: await listHearings(deps, principal.personId),
    })),
    implement(routes.answerHearing, ({ principal, params, body }) =>
      transact(deps.db, (tx) => answerHearing(tx, deps, principal.personId, params.hearingId, body.statement)),
    ),
    implement(routes.listHearingQueue, async ({ principal }) => ({
      hearings: await transact(deps.db, (tx) => hearingQueue(tx, deps, principal)),
    })),
    implement(routes.concludeHearing, ({ principal, params, body }) =>
      transact(deps.db, (tx) => concludeHearing(tx, deps, principal, params.hearingId, body.outcome)),
    ),
  ];
}

export function correctionTicks(deps: HearingDeps): Tick[] {
  return [
    { name: 'correction.compare', everySeconds: 5, run: (now) => compareDue(deps, now) },
    { name: 'correction.unheard', everySeconds: 60, run: (now) => endUnheard(deps, now) },
  ];
}
