import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { ProposeDeps } from '../approval/index.ts';
import { describeRelease, listReleases } from './describe.ts';
import { draftPack } from './draft-pack.ts';
import { changeRelease, createRelease } from './draft.ts';
import { proposeRelease, type ReleaseDeps } from './propose.ts';
import { publishedPack, rulesInForce } from './published.ts';
import { proposeRollback } from './rollback.ts';

export function releaseRoutes(deps: NodeContext & ReleaseDeps & ProposeDeps): Implementation[] {
  return [
    implement(routes.draftPack, ({ principal, body }) => draftPack(deps, principal, body)),
    implement(routes.getPack, async ({ params }) => ({ ...(await publishedPack(deps, params)) })),
    implement(routes.getRulesInForce, () => rulesInForce(deps)),
    implement(routes.createRelease, async ({ principal, body }) => ({
      releaseId: await createRelease(deps, principal, body),
    })),
    implement(routes.changeRelease, async ({ principal, params, body }) => ({
      releaseId: await changeRelease(deps, principal, params.releaseId, body),
    })),
    implement(routes.listReleases, async ({ principal }) => ({ releases: await listReleases(deps, principal) })),
    implement(routes.getRelease, ({ principal, params }) => describeRelease(deps, principal, params.releaseId)),
    implement(routes.proposeRelease, async ({ principal, params, body }) => ({
      approvalId: await proposeRelease(deps, principal, params.releaseId, body),
    })),
    implement(routes.proposeRollback, async ({ principal, params, body }) => ({
      approvalId: await proposeRollback(deps, principal, params.releaseId, body),
    })),
  ];
}
