import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { scanBacklog } from './backlog.ts';
import { createEnrolment, enrolDevice, revokeDevice } from './enrolment.ts';
import { checkAtGate } from './gate.ts';
import { findRegistrations } from './find-registrations.ts';
import { checkpointProfile } from './profile.ts';
import { uploadScans } from './upload.ts';
import { verifyOnline, type VerifyDeps } from './verify.ts';

export function checkpointRoutes(deps: NodeContext & VerifyDeps): Implementation[] {
  return [
    implement(routes.createEnrolment, ({ principal, body, once }) =>
      createEnrolment(deps, principal, body.venue, once),
    ),
    implement(routes.enrolDevice, ({ body, source, once }) =>
      enrolDevice(deps, source, body.enrolmentCode, body.publicKey, once),
    ),
    implement(routes.revokeDevice, async ({ principal, params }) => {
      await revokeDevice(deps, principal, params.deviceId);
      return { revoked: true };
    }),
    implement(routes.getCheckpointProfile, ({ principal }) => checkpointProfile(deps, principal)),
    implement(routes.verifyCode, ({ principal, body }) => verifyOnline(deps, principal, body)),
    implement(routes.checkAtGate, ({ principal, body }) => checkAtGate(deps, principal, body)),
    implement(routes.uploadScans, ({ principal, body }) => uploadScans(deps, principal, body)),
    implement(routes.findRegistrations, async ({ principal, body }) => ({
      registrations: await findRegistrations(deps, principal, body),
    })),
    implement(routes.getScanBacklog, ({ principal }) => scanBacklog(deps.db, principal.division)),
  ];
}
