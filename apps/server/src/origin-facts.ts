import { findCode } from './features/code/index.ts';
import { currentDecision } from './features/decision/index.ts';
import { currentFacts } from './features/facts/index.ts';
import type { OriginFacts } from './features/federation/index.ts';
import type { NodeContext } from './node-context.ts';
import { toEdge, toEdgeOrNull } from './platform/clock.ts';
import type { Tx } from './platform/db.ts';

/** Tests older than this are nobody's business any more. */
const testDays = 14;

/**
 * What this province attests of a person to another, limited to the fields she agreed to. Undefined without a valid code: nothing
 * is said of somebody who has none.
 */
export async function originFacts(
  tx: Tx,
  deps: Pick<NodeContext, 'clock'>,
  personId: string,
  fields: readonly string[],
): Promise<OriginFacts | undefined> {
  const now = deps.clock.now();
  const [code, decision] = [await findCode(tx, personId), await currentDecision(tx, personId)];
  if (code === undefined || code.validTo <= now || decision === undefined) return undefined;
  const { outcome } = decision;
  const ends = outcome.reasons.flatMap(({ until }) => (until === null ? [] : [new Date(until)]));
  const release = outcome.colour === 'green' || ends.length === 0 ? null : new Date(Math.max(...ends.map(Number)));
  return {
    colour: outcome.colour,
    decidedAt: toEdge(new Date(outcome.decidedAt)),
    releaseAt: fields.includes('release') ? toEdgeOrNull(release) : null,
    validUntil: toEdge(code.validTo),
    ...(fields.includes('reasons') ? { reasons: outcome.reasons.map((reason) => reason.ruleId) } : {}),
    ...(fields.includes('tests') ? { tests: await recentTests(tx, personId, now) } : {}),
    ...(fields.includes('freshness')
      ? {
          freshness: outcome.freshness.flatMap(({ source, receivedAt }) =>
            receivedAt === null ? [] : [{ source, receivedAt: toEdge(new Date(receivedAt)) }],
          ),
        }
      : {}),
  };
}

async function recentTests(tx: Tx, personId: string, now: Date) {
  const facts = await currentFacts(tx, personId);
  return facts
    .filter((fact) => fact.kind === 'nat')
    .map((fact) => fact.data as { result: string; sampledAt: string; reportedAt: string })
    .filter((test) => now.getTime() - Date.parse(test.sampledAt) < testDays * 86_400_000)
    .map(({ result, sampledAt, reportedAt }) => ({ result, sampledAt, reportedAt }))
    .slice(0, 20);
}
