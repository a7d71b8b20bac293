import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireDivisions } from '../division/index.ts';
import { listGuardians } from './acting.ts';
import { changePhone } from './change-phone.ts';
import { grantConsent, listConsents, withdrawConsent } from './consent.ts';
import { confirmDependant } from './dependant-consent.ts';
import { listDependants } from './dependant-list.ts';
import { addDependant } from './dependants.ts';
import { listDocuments, showDocument } from './documents.ts';
import { endGuardianship, type EndingDeps } from './guardianship.ts';
import { describeMe } from './person.ts';
import { sendPhoneCode } from './phone-code.ts';
import type { SmsGateway } from './ports.ts';
import type { Registries } from './registries.ts';
import { endOtherSessions, endSession, signIn } from './session.ts';
import { type FaceStep, verifyIdentity } from './verification.ts';

export interface IdentityDeps extends NodeContext, EndingDeps, Registries, FaceStep {
  readonly sms: SmsGateway;
  /** Is this a province that the trust list knows and that is not this one? */
  readonly isPeer: (division: string) => Promise<boolean>;
}

export function identityRoutes(deps: IdentityDeps): Implementation[] {
  const requireNow = (path: string, code: string) =>
    requireDivisions(deps.divisions, [{ path, code, from: deps.clock.now() }]);
  return [
    implement(routes.sendPhoneCode, async ({ body, source }) => {
      await sendPhoneCode(deps, body.phone, source);
      return { sent: true };
    }),
    implement(routes.signIn, ({ body }) => signIn(deps, body.phone, body.code)),
    implement(routes.signOut, async ({ principal }) => {
      await endSession(deps, principal.tokenHash);
      return null;
    }),
    implement(routes.endOtherSessions, async ({ principal }) => {
      await endOtherSessions(deps, principal);
      return null;
    }),
    implement(routes.verifyIdentity, async ({ principal, body }) => {
      const personId = await verifyIdentity(deps, principal.accountId, body);
      return describeMe(deps.db, deps, { accountId: principal.accountId, personId });
    }),
    implement(routes.getMe, ({ principal }) => describeMe(deps.db, deps, principal)),
    implement(routes.sendPhoneChangeCode, async ({ principal, body, source }) => {
      await sendPhoneCode(deps, body.phone, source, { purpose: 'change-phone', subject: principal.accountId });
      return { sent: true };
    }),
    implement(routes.changePhone, ({ principal, body }) =>
      changePhone(deps, principal.accountId, body.phone, body.code),
    ),
    implement(routes.addDocument, async ({ principal, body }) => {
      const personId = await verifyIdentity(deps, principal.accountId, body);
      return { documents: await listDocuments(deps.db, deps, personId) };
    }),
    implement(routes.listDocuments, async ({ principal }) => ({
      documents: await listDocuments(deps.db, deps, principal.personId),
    })),
    implement(routes.showDocument, async ({ principal, body }) => {
      await showDocument(deps, principal.personId, body.documentId);
      return { documents: await listDocuments(deps.db, deps, principal.personId) };
    }),
    ...dependantRoutes(deps),
    implement(routes.grantConsent, async ({ principal, body, once }) => {
      requireNow('/body/audience', body.audience);
      if (!(await deps.isPeer(body.audience))) throw new Refusal('origin-unknown');
      return grantConsent(deps, principal.personId, body, once);
    }),
    implement(routes.listConsents, async ({ principal }) => ({
      consents: await listConsents(deps.db, principal.personId),
    })),
    implement(routes.withdrawConsent, async ({ principal, params }) => {
      await withdrawConsent(deps, principal.personId, params.consentId);
      return null;
    }),
  ];
}

function dependantRoutes(deps: IdentityDeps): Implementation[] {
  return [
    implement(routes.addDependant, ({ principal, body, source }) =>
      addDependant(deps, principal.personId, body, source),
    ),
    implement(routes.confirmDependant, ({ principal, params, body }) =>
      confirmDependant(deps, principal.personId, params.dependantId, body.code),
    ),
    implement(routes.listDependants, async ({ principal }) => ({
      dependants: await listDependants(deps, principal.personId),
    })),
    implement(routes.endDependant, async ({ principal, params }) => {
      await endGuardianship(deps, principal.personId, params.dependantId);
      return null;
    }),
    implement(routes.listGuardians, ({ principal }) => listGuardians(deps, principal.personId)),
  ];
}
