import { routes } from '@tongxing/contract';
import { sql } from 'kysely';
import type { BundleReader } from './features/policy/index.ts';
import { logState } from './features/transparency/index.ts';
import type { NodeContext } from './node-context.ts';
import { toEdge } from './platform/clock.ts';
import { implement, type Implementation } from './platform/http/implementation.ts';
import { Refusal } from './platform/refusal.ts';

/** What the node says of itself. */
export function nodeRoutes(deps: NodeContext & { readonly bundleAt: BundleReader }): Implementation[] {
  const { province, clock, db } = deps;
  return [
    implement(routes.getProvince, async () => ({
      division: province.division,
      name: province.name,
      codeName: province.codeName,
      hotline: province.hotline,
      codeScope: province.code.scope,
      codeValidityDays: province.code.validityDays,
      stripDaysAhead: province.code.stripDaysAhead,
      displayRefreshSeconds: province.code.displayRefreshSeconds,
      correctionsPerDay: province.declaration.correctionsPerDay,
      screenshots: (await deps.bundleAt(clock.now())).texts.screenshots ?? province.screenshots,
      signOn: province.signOn === null ? null : { name: province.signOn.name, mark: province.signOn.mark },
      serverTime: toEdge(clock.now()),
    })),
    implement(routes.getHealth, async () => ({ alive: true })),
    implement(routes.getReadiness, async () => {
      try {
        await sql`select 1`.execute(db);
        await deps.signer.publicKeys();
        // People are served all the same: a log that has to be mended is no reason to leave anybody without a colour.
        return { ready: true, log: await logState(deps) };
      } catch {
        throw new Refusal('temporarily-unavailable', { retryAfterSeconds: 2 });
      }
    }),
  ];
}
