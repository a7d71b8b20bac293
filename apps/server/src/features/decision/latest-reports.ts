import type { Decision, Freshness } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';
import { reportsOf, type SourceReport } from '../facts/index.ts';

/**
 * Decisions with what their sources have reported since. A source that says the same again makes no new decision, but how fresh its
 * word is, is shown as it is now.
 */
export async function withLatestReports(
  read: Read,
  outcomes: ReadonlyMap<string, Decision>,
  now: Date,
): Promise<ReadonlyMap<string, Decision>> {
  const reports = await reportsOf(read, [...outcomes.keys()]);
  return new Map(
    [...outcomes].map(([personId, outcome]) => [personId, refresh(outcome, reports.get(personId) ?? new Map(), now)]),
  );
}

function refresh(outcome: Decision, reports: ReadonlyMap<string, SourceReport>, now: Date): Decision {
  return {
    ...outcome,
    reasons: outcome.reasons.map((reason) => ({
      ...reason,
      facts: reason.facts.map((fact) => {
        const report = reports.get(fact.source);
        return report?.id === fact.id ? { ...fact, ...instantsOf(report) } : fact;
      }),
    })),
    unknown: outcome.unknown.map((missing) => {
      const report = laterThan(missing.lastReceivedAt, reports.get(missing.source));
      return report === undefined ? missing : { ...missing, lastReceivedAt: report.receivedAt.toISOString() };
    }),
    freshness: outcome.freshness.map((state) => freshnessNow(state, reports.get(state.source), now)),
  };
}

function freshnessNow(state: Freshness, latest: SourceReport | undefined, now: Date): Freshness {
  const report = laterThan(state.receivedAt, latest);
  if (report === undefined) return state;
  const age = Math.max(0, Math.floor((now.getTime() - report.receivedAt.getTime()) / 1000));
  return { ...state, ...instantsOf(report), age };
}

function laterThan(instant: string | null, report: SourceReport | undefined): SourceReport | undefined {
  return report !== undefined && report.receivedAt.getTime() > Date.parse(instant ?? '1970-01-01') ? report : undefined;
}

function instantsOf({ observedAt, receivedAt }: SourceReport) {
  return { observedAt: observedAt.toISOString(), receivedAt: receivedAt.toISOString() };
}
