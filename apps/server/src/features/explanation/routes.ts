import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { findPersonFor } from '../staff/index.ts';
import { decisionBundle } from './bundle.ts';
import { explainIfDecided, explainPerson, type ExplanationDeps } from './explain.ts';

export function explanationRoutes(deps: ExplanationDeps & Pick<NodeContext, 'seal'>): Implementation[] {
  return [
    implement(routes.getExplanation, ({ principal }) => explainPerson(deps, principal.personId, 'herself')),
    implement(routes.getDecisionInputs, ({ principal }) => decisionBundle(deps, principal.personId)),
    implement(routes.explainPerson, async ({ principal, body }) => {
      const personId = await findPersonFor(deps, principal, body, ['colour', 'reasons', 'explanation']);
      if (personId === undefined) return { found: false, explanation: null };
      return { found: true, explanation: await explainIfDecided(deps, personId, 'staff') };
    }),
  ];
}
