import type { NodeContext } from '../../node-context.ts';
import type { Tick } from '../../platform/jobs.ts';
import { forgetNonces } from '../../platform/http-signatures/index.ts';

export function federationTicks(deps: Pick<NodeContext, 'db'>): Tick[] {
  return [{ name: 'federation.nonces', everySeconds: 60, run: (now) => forgetNonces(deps.db, now) }];
}
