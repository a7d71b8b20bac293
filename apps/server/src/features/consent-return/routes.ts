import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { leaveConsentReturn, takeConsentReturn } from './consent-return.ts';

export function consentReturnRoutes(deps: NodeContext): Implementation[] {
  return [
    implement(routes.leaveConsentReturn, async ({ body }) => {
      await leaveConsentReturn(deps, body);
      return null;
    }),
    implement(routes.takeConsentReturn, ({ body }) => takeConsentReturn(deps, body.codeVerifier)),
  ];
}
