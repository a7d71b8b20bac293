import { routes } from '@tongxing/contract';
import { transact } from '../../platform/db.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { Tick } from '../../platform/jobs.ts';
import { createLease } from '../../platform/limits/index.ts';
import { type ApplyDeps, applyForTransfer, withdrawTransfer } from './apply.ts';
import { decideTransfer, escalateDue, listCases } from './desk.ts';
import { listRelocations, listTransfers } from './show.ts';
import { type TakeDeps, takeTransfer } from './take.ts';
import { type TellDeps, tellOrigins } from './tell-origin.ts';

export function transferRoutes(deps: ApplyDeps & TakeDeps): Implementation[] {
  const count = deps.province.recognition.questionsPerPeerPerMinute;
  const charge = createLease(deps, { name: 'peer-transfers', count, seconds: 60, problem: 'too-many-requests' });
  return [
    implement(routes.applyForTransfer, ({ principal, body }) => applyForTransfer(deps, principal.personId, body)),
    implement(routes.listTransfers, async ({ principal }) => ({
      transfers: await listTransfers(deps, principal.personId),
    })),
    implement(routes.withdrawTransfer, ({ principal, params }) =>
      withdrawTransfer(deps, principal.personId, params.transferId),
    ),
    implement(routes.listRelocations, async ({ principal }) => ({
      relocations: await listRelocations(deps, principal.personId),
    })),
    implement(routes.listTransferCases, async ({ principal }) => ({
      transfers: await transact(deps.db, (tx) => listCases(tx, deps, principal)),
    })),
    implement(routes.decideTransfer, async ({ principal, params, body }) => {
      await transact(deps.db, (tx) => decideTransfer(tx, deps, principal, params.transferId, body));
      return { decided: true };
    }),
    implement(routes.takeTransfer, async ({ principal, body }) => {
      await charge(principal.division, 1);
      return takeTransfer(deps, principal.division, body);
    }),
  ];
}

export function transferTicks(deps: TellDeps): Tick[] {
  return [
    { name: 'transfer.tell', everySeconds: 5, run: (now) => tellOrigins(deps, now) },
    { name: 'transfer.escalate', everySeconds: 60, run: (now) => escalateDue(deps, now) },
  ];
}
