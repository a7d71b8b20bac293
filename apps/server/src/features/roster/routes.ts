import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { Tick } from '../../platform/jobs.ts';
import { forgetInvitations, invite } from './invitation.ts';
import { join, leave, readOffer, type RosterDeps } from './membership.ts';
import { appointManagers, createOrganisation, listOrganisations } from './organisation.ts';
import { approveReturn, askReturn } from './return.ts';
import { listRosters } from './show.ts';
import { readRoster, removeMember } from './view.ts';

export function rosterRoutes(deps: NodeContext & RosterDeps): Implementation[] {
  return [
    implement(routes.createOrganisation, ({ principal, body, once }) =>
      createOrganisation(deps, principal, body, once),
    ),
    implement(routes.appointManagers, ({ principal, params, body }) =>
      appointManagers(deps, principal, params.organisationId, body.staffIds),
    ),
    implement(routes.listOrganisations, async ({ principal }) => ({
      organisations: await listOrganisations(deps.db, principal),
    })),
    implement(routes.inviteToRoster, ({ principal, once }) => invite(deps, principal, once)),
    implement(routes.getRoster, ({ principal, query }) => readRoster(deps, principal, query.after)),
    implement(routes.removeMember, ({ principal, params }) => removeMember(deps, principal, params.memberId)),
    implement(routes.approveReturn, ({ principal, params }) => approveReturn(deps, principal, params.memberId)),
    implement(routes.readRosterOffer, ({ principal, body }) => readOffer(deps, principal.personId, body.code)),
    implement(routes.joinRoster, ({ principal, body }) => join(deps, principal.personId, body)),
    implement(routes.listRosters, async ({ principal }) => ({
      rosters: await listRosters(deps.db, deps, principal.personId),
    })),
    implement(routes.leaveRoster, ({ principal, params }) => leave(deps, principal.personId, params.memberId)),
    implement(routes.askReturn, ({ principal, params }) => askReturn(deps, principal.personId, params.memberId)),
  ];
}

export function rosterTick(deps: NodeContext): Tick {
  return { name: 'roster.invitations', everySeconds: 3600, run: (now) => forgetInvitations(deps, now) };
}
