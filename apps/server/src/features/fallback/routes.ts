import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { ProposeDeps } from '../approval/index.ts';
import { proposeFallback } from './kind.ts';
import { publishedFallback } from './published.ts';

export function fallbackRoutes(deps: NodeContext & ProposeDeps): Implementation[] {
  return [
    implement(routes.getFallbackOrder, () => publishedFallback(deps.db)),
    implement(routes.proposeFallback, ({ principal, body, once }) => proposeFallback(deps, principal, body, once)),
  ];
}
