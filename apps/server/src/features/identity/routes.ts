import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { Refusal } from '../../platform/refusal.ts';
import { grantConsent, listConsents, withdrawConsent } from './consent.ts';
import { describeMe } from './person.ts';
import { sendPhoneCode } from './phone-code.ts';
import type { PopulationRegistry, SmsGateway } from './ports.ts';
import { endSession, signIn } from './session.ts';
import { verifyIdentity } from './verification.ts';

export interface IdentityDeps extends NodeContext {
  readonly registry: PopulationRegistry;
  readonly sms: SmsGateway;
  /** Is this a province that the trust list knows and that is not this one? */
  readonly isPeer: (division: string) => Promise<boolean>;
}

export function identityRoutes(deps: IdentityDeps): Implementation[] {
  return [
    implement(routes.sendPhoneCode, async ({ body }) => {
      await sendPhoneCode(deps, body.phone);
      return { sent: true };
    }),
    implement(routes.signIn, ({ body }) => signIn(deps, body.phone, body.code)),
    implement(routes.signOut, async ({ principal }) => {
      await endSession(deps, principal.tokenHash);
      return null;
    }),
    implement(routes.verifyIdentity, async ({ principal, body }) => {
      const personId = await verifyIdentity(deps, principal.accountId, body);
      return describeMe(deps.db, deps, { accountId: principal.accountId, personId });
    }),
    implement(routes.getMe, ({ principal }) => describeMe(deps.db, deps, principal)),
    implement(routes.grantConsent, async ({ principal, body, once }) => {
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
