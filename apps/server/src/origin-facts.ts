import type { Decision, Fact } from '@tongxing/rules';
import { findCodes } from './features/code/index.ts';
import { type CurrentDecision, currentDecisions, withLatestReports } from './features/decision/index.ts';
import { currentFactsOf } from './features/facts/index.ts';
import type { OriginFacts } from './features/federation/index.ts';
import type { NodeContext } from './node-context.ts';
import { toEdge, toEdgeOrNull } from './platform/clock.ts';
import type { Tx } from './platform/db.ts';

/** Tests older than this are nobody's business any more. */
const testDays = 14;

/**
 * What this province attests of people to another, of each limited to the fields she agreed to, in their order. Undefined without a
 * valid code: nothing is said of somebody who has none.
 */
export async function originFacts(
  tx: Tx,
  deps: Pick<NodeContext, 'clock'>,
  people: readonly { readonly personId: string; readonly fields: readonly string[] }[],
): Promise<(OriginFacts | undefined)[]> {
  if (people.length === 0) return [];
  const now = deps.clock.now();
  const personIds = people.map(({ personId }) => personId);
  const codes = await findCodes(tx, personIds);
  const decisions = await currentDecisions(tx, personIds);
  const outcomes = new Map([...decisions].map(([personId, { outcome }]) => [personId, outcome]));
  const latest = await withLatestReports(tx, outcomes, now);
  const asked = people.filter(({ fields }) => fields.includes('tests')).map(({ personId }) => personId);
  const facts = asked.length === 0 ? new Map<string, Fact[]>() : await currentFactsOf(tx, asked);
  return people.map(({ personId, fields }) => {
    const [code, decision] = [codes.get(personId), decisions.get(personId)];
    if (code === undefined || code.validTo <= now || decision === undefined) return undefined;
    const tests = recentTests(facts.get(personId) ?? [], now);
    return describe(latest.get(personId)!, decision.course, code.validTo, fields, tests);
  });
}

function describe(
  outcome: Decision,
  { confirmedAt }: CurrentDecision['course'],
  validTo: Date,
  fields: readonly string[],
  tests: NonNullable<OriginFacts['tests']>,
): OriginFacts {
  const ends = outcome.reasons.flatMap(({ until }) => (until === null ? [] : [new Date(until)]));
  const release = outcome.colour === 'green' || ends.length === 0 ? null : new Date(Math.max(...ends.map(Number)));
  return {
    colour: outcome.colour,
    // Who asks wants to know of when it is: a colour that was looked at again and stayed is as young as that.
    decidedAt: toEdge(confirmedAt),
    releaseAt: fields.includes('release') ? toEdgeOrNull(release) : null,
    validUntil: toEdge(validTo),
    ...(fields.includes('reasons') ? { reasons: outcome.reasons.map((reason) => reason.ruleId) } : {}),
    ...(fields.includes('tests') ? { tests } : {}),
    ...(fields.includes('freshness')
      ? {
          freshness: outcome.freshness.flatMap(({ source, receivedAt }) =>
            receivedAt === null ? [] : [{ source, receivedAt: toEdge(new Date(receivedAt)) }],
          ),
        }
      : {}),
  };
}

function recentTests(facts: readonly Fact[], now: Date): NonNullable<OriginFacts['tests']> {
  return facts
    .filter((fact) => fact.kind === 'nat')
    .map((fact) => fact.data as { result: string; sampledAt: string; reportedAt: string })
    .filter((test) => now.getTime() - Date.parse(test.sampledAt) < testDays * 86_400_000)
    .map(({ result, sampledAt, reportedAt }) => ({ result, sampledAt, reportedAt }))
    .slice(0, 20);
}
