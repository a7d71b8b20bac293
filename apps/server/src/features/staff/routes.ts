import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { WithHeaders } from '../../platform/http/with-headers.ts';
import { endSession } from '../identity/index.ts';
import { listAccessRecords } from './access-record.ts';
import { createStaff, type AccountDeps } from './account.ts';
import { auditAccess } from './audit.ts';
import { changeStaff, disableStaff } from './change.ts';
import { endedCookie } from './cookie.ts';
import { listStaff, ownAccount } from './list.ts';
import { lookUpPerson, type LookupDeps } from './lookup.ts';
import { changeOwnPassword, resetPassword, staffSignIn } from './sign-in.ts';

export function staffRoutes(deps: AccountDeps & LookupDeps): Implementation[] {
  return [
    implement(routes.staffSignIn, ({ body, source }) => staffSignIn(deps, body, source)),
    implement(routes.staffSignOut, async ({ principal }) => {
      await endSession(deps, principal.tokenHash);
      return new WithHeaders(null, { 'set-cookie': endedCookie });
    }),
    implement(routes.getOwnStaffAccount, ({ principal }) => ownAccount(deps, principal)),
    implement(routes.changeOwnPassword, async ({ principal, body }) => {
      await changeOwnPassword(deps, principal, body);
      return null;
    }),
    implement(routes.createStaff, ({ principal, body }) => createStaff(deps, principal, body)),
    implement(routes.listStaff, async ({ principal, query }) => ({
      staff: await listStaff(deps, principal, query.after),
    })),
    implement(routes.changeStaff, ({ principal, params, body }) => changeStaff(deps, principal, params.staffId, body)),
    implement(routes.disableStaff, async ({ principal, params }) => {
      await disableStaff(deps, principal, params.staffId);
      return { disabled: true };
    }),
    implement(routes.resetStaffPassword, ({ principal, params }) => resetPassword(deps, principal, params.staffId)),
    implement(routes.lookUpPerson, ({ principal, body }) => lookUpPerson(deps, principal, body)),
    implement(routes.listAccessRecords, async ({ principal }) => ({
      records: await listAccessRecords(deps.db, principal.personId),
    })),
    implement(routes.auditAccessRecords, ({ principal, query }) => auditAccess(deps, principal, query)),
  ];
}
