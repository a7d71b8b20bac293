import { formatInstant } from '../instants.ts';
import { isHealthNumber } from '../wire.ts';
import type { NatResult, ResultsAnswer } from './shapes.ts';

/**
 * A person's test results as they can be known at an instant: reported by then, sampled at or after `since`, latest first.
 *
 * @param now milliseconds since 1970
 */
export function answerResults(
  byPerson: Record<string, NatResult[]>,
  { documentNumber, since }: { documentNumber: string; since?: string },
  now: number,
): ResultsAnswer {
  const asOf = formatInstant(now);
  if (!isHealthNumber(documentNumber)) return { documentNumber, result: 'unknown-document', results: [], asOf };
  const earliest = since === undefined ? -Infinity : Date.parse(since);
  const results = (byPerson[documentNumber] ?? [])
    .filter(({ sampledAt, reportedAt }) => Date.parse(reportedAt) <= now && Date.parse(sampledAt) >= earliest)
    .toSorted((one, other) => Date.parse(other.sampledAt) - Date.parse(one.sampledAt));
  return { documentNumber, result: results.length > 0 ? 'known' : 'no-record', results, asOf };
}
