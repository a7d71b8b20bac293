import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { Tick } from '../../platform/jobs.ts';
import { decide, expire, withdraw, type DecideDeps } from './decide.ts';
import { listApprovals } from './list.ts';

export function approvalRoutes(deps: DecideDeps): Implementation[] {
  return [
    implement(routes.listApprovals, async ({ principal, query }) => ({
      approvals: await listApprovals(deps, principal, query.state),
    })),
    implement(routes.decideApproval, async ({ principal, params: { approvalId }, body }) => ({
      approvalId,
      state: await decide(deps, principal, approvalId, body.decision),
    })),
    implement(routes.withdrawApproval, async ({ principal, params: { approvalId } }) => ({
      approvalId,
      state: await withdraw(deps, principal, approvalId),
    })),
  ];
}

export function approvalTicks(deps: Pick<DecideDeps, 'db' | 'clock' | 'seal'>): Tick[] {
  return [{ name: 'approval.expired', everySeconds: 60, run: () => expire(deps) }];
}
