import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireDivisions } from '../division/index.ts';
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
    implement(routes.verifyIdentity, async ({ principal, body }) => {
      const personId = await verifyIdentity(deps, principal.accountId, body);
      return describeMe(deps.db, deps, { accountId: principal.accountId, personId });
    }),
    implement(routes.getMe, ({ principal }) => describeMe(deps.db, deps, principal)),
    implement(routes.grantConsent, async ({ principal, body }) => {
      requireNow('/body/audience', body.audience);
      if (!(await deps.isPeer(body.audience))) throw new Refusal('origin-unknown');
      return grantConsent(deps, principal.personId, body);
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
