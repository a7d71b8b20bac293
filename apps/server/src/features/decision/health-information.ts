import type { schemas } from '@tongxing/contract';
import type { Decision } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { BundleReader } from '../policy/index.ts';
import { isDecisionAwaited } from './jobs.ts';
import { withLatestReports } from './latest-reports.ts';
import { currentDecision } from './store.ts';

export type HealthInformationDeps = Pick<NodeContext, 'db' | 'clock' | 'province'> & {
  readonly bundleAt: BundleReader;
};

/** The colour as the person sees it: with every reason, its sources and their freshness, its end and how to contest it. */
export async function healthInformation(
  deps: HealthInformationDeps,
  personId: string,
): Promise<schemas.HealthInformation> {
  // First: a look that ends between the two questions is then in the answer.
  const comparing = await isDecisionAwaited(deps.db, personId);
  const decision = await currentDecision(deps.db, personId);
  if (decision === undefined) throw new Refusal('no-decision-yet', { retryAfterSeconds: 2 });
  const now = deps.clock.now();
  const latest = await withLatestReports(deps.db, new Map([[personId, decision.outcome]]), now);
  const { texts } = await deps.bundleAt(now);
  const outcome = latest.get(personId)!;
  return {
    colour: outcome.colour,
    // A decision that stands while a source is silent is as old as it was: its age is what the person is owed.
    decidedAt: toEdge(new Date(outcome.decidedAt)),
    purpose: decision.purpose,
    pack: { id: outcome.packId, version: outcome.packVersion },
    reasons: outcome.reasons.map(describeReason),
    unknown: outcome.unknown.map(({ input, source, lastReceivedAt }) => ({
      input,
      source,
      lastReceivedAt: edge(lastReceivedAt),
    })),
    standing: outcome.standing,
    nextChangeAt: toEdgeOrNull(decision.course.dueAt),
    decisionId: decision.decisionId,
    comparing,
    contest: { text: texts.contest ?? deps.province.contest, hotline: deps.province.hotline },
  };
}

function describeReason(reason: Decision['reasons'][number]): schemas.Reason {
  return {
    ruleId: reason.ruleId,
    colour: reason.colour,
    text: reason.reason,
    authority: reason.authority,
    documentNumber: reason.documentNumber,
    until: edge(reason.until),
    release: reason.release,
    facts: reason.facts.map(({ id, source, observedAt, receivedAt }) => ({
      id,
      source,
      observedAt: toEdge(new Date(observedAt)),
      receivedAt: toEdge(new Date(receivedAt)),
    })),
  };
}

function edge(instant: string | null | undefined): string | null {
  return instant === null || instant === undefined ? null : toEdge(new Date(instant));
}
