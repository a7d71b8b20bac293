import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { findPersonFor } from '../staff/index.ts';
import { issuePermit, requirePlace, type PermitDeps } from './issue.ts';
import { describePermit, standingPermits } from './standing.ts';

export function permitRoutes(deps: PermitDeps & Pick<NodeContext, 'seal'>): Implementation[] {
  return [
    implement(routes.askMovementPermit, async ({ principal, body, once }) => {
      requirePlace(deps, body.division);
      return transact(deps.db, (tx) => issuePermit(tx, deps, principal.personId, body, 'herself'), once);
    }),
    implement(routes.listMovementPermits, async ({ principal }) => ({
      permits: (await standingPermits(deps.db, principal.personId, deps.clock.now())).map(describePermit),
    })),
    implement(routes.issueMovementPermit, async ({ principal, body, once }) => {
      const { division, hours, ...lookup } = body;
      // A place there is not is refused before anybody is looked up.
      requirePlace(deps, division);
      const personId = await findPersonFor(deps, principal, lookup, ['colour', 'permit']);
      if (personId === undefined) return { found: false, permit: null };
      const issue = async (tx: Parameters<typeof issuePermit>[0]) => ({
        found: true,
        permit: await issuePermit(tx, deps, personId, { division, hours }, 'officer'),
      });
      return transact(deps.db, issue, once);
    }),
  ];
}
