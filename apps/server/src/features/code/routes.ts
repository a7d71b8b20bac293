import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { listDevices, removeDevice } from './device.ts';
import { applyForCode, type ApplyDeps, showCode } from './issue.ts';
import { makeStrips } from './make.ts';
import type { Ordinals } from './ordinals.ts';
import { listPaperCodes, makePaperCode, revokePaperCode } from './paper.ts';
import { statusListToken } from './status-list.ts';

export function codeRoutes(deps: NodeContext & ApplyDeps & { readonly ordinals: Ordinals }): Implementation[] {
  return [
    implement(routes.applyForCode, ({ principal, body, once }) =>
      applyForCode(deps, principal.personId, body.scope, once),
    ),
    implement(routes.getCode, ({ principal }) => showCode(deps, principal.personId)),
    implement(routes.makeCode, ({ principal, body }) =>
      makeStrips(deps, principal.personId, body, principal.actingFor?.guardianId),
    ),
    implement(routes.listDevices, ({ principal }) => listDevices(deps, principal.personId)),
    implement(routes.removeDevice, async ({ principal, params }) => {
      await removeDevice(deps, principal.personId, params.deviceId);
      return { removed: true };
    }),
    implement(routes.makePaperCode, ({ principal }) => makePaperCode(deps, principal.personId)),
    implement(routes.listPaperCodes, async ({ principal }) => ({
      papers: await listPaperCodes(deps, principal.personId),
    })),
    implement(routes.revokePaperCode, async ({ principal, params }) => {
      await revokePaperCode(deps, principal.personId, params.paperId);
      return null;
    }),
    implement(routes.getStatusList, ({ params }) => statusListToken(deps, params.shard)),
  ];
}
