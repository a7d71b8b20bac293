import { canonicalJson, type Decision, type Fact } from '@tongxing/rules';
import { sha256 } from '../../platform/ids.ts';
import type { Course } from './store.ts';

/**
 * Over what makes two decisions the same to the person: colour, pack, reasons with their ends and facts, and what is missing. Not when
 * they were made, nor that a source has said the same again.
 * @param facts those it was made from: the reports among them, which move on, are told apart by them
 */
export function substanceHash(outcome: Decision, facts: readonly Fact[]): Buffer {
  const reports = new Set(facts.filter(({ kind }) => kind === 'source-report').map(({ id }) => id));
  const substance = {
    colour: outcome.colour,
    pack: [outcome.packId, outcome.packVersion],
    standing: outcome.standing,
    reasons: outcome.reasons.map((reason) => [
      reason.ruleId,
      reason.until,
      reason.facts.filter(({ id }) => !reports.has(id)).map(({ id }) => id),
    ]),
    unknown: outcome.unknown.map((missing) => [missing.input, missing.source]),
  };
  return sha256(canonicalJson(substance));
}

/**
 * How it goes on from an outcome.
 * @param takenOver when another release takes over: everybody is looked at again then, at the latest
 */
export function courseOf(outcome: Decision, takenOver?: Date): Course {
  const changes = new Date(outcome.nextChangeAt);
  return {
    dueAt: takenOver !== undefined && takenOver < changes ? takenOver : changes,
    standsUntil: new Date(outcome.standsUntil),
    // One that stands bears the instant of its last confirmation; any other is confirmed by being made.
    confirmedAt: new Date(outcome.decidedAt),
    waitsFor: lateSources(outcome),
  };
}

/** The sources that have not reported in time, and whose report might change the outcome. */
export function lateSources({ colour, standing, unknown, freshness }: Decision): string[] {
  if (colour !== 'pending' && !standing) return [];
  const late = unknown.filter(({ input, source }) =>
    freshness.some((state) => state.input === input && state.source === source && !state.fresh),
  );
  return [...new Set(late.map(({ source }) => source))];
}
