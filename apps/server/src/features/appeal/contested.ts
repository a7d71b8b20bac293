import type { AppealGround } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { currentDecision, type CurrentDecision } from '../decision/index.ts';
import { factsByIds } from '../facts/index.ts';

/** What an appeal is against: a decision, one of its reasons, and the record behind that. */
export interface Contested {
  readonly decision: CurrentDecision;
  readonly ruleId: string | null;
  readonly fact: Fact | null;
}

interface Asked {
  readonly ground: AppealGround;
  readonly ruleId?: string | undefined;
  readonly factId?: string | undefined;
}

/**
 * Finds what is contested in the decision that stands now. Who names no record gets the likeliest: of those behind the reason the
 * latest that somebody else has said of her, a positive test before all.
 * @throws Refusal nothing-to-contest, reason-unknown
 */
export async function findContested(read: Read, personId: string, asked: Asked): Promise<Contested> {
  const decision = await currentDecision(read, personId);
  if (decision === undefined) throw new Refusal('nothing-to-contest');
  const { colour, reasons } = decision.outcome;
  // A human look can be asked for at any decision; what is green harms nobody.
  if (colour === 'green' && asked.ground !== 'review') throw new Refusal('nothing-to-contest');
  const reason = reasons.find(({ ruleId }) => ruleId === (asked.ruleId ?? ruleId));
  if (asked.ruleId !== undefined && reason === undefined) throw new Refusal('reason-unknown');
  const behind = (asked.ruleId === undefined ? reasons : [reason!]).flatMap(({ facts }) => facts.map(({ id }) => id));
  const facts = (await factsByIds(read, personId, behind)).filter(({ kind }) => kind !== 'source-report');
  const named = facts.find(({ id }) => id === asked.factId);
  if (asked.factId !== undefined && named === undefined) throw new Refusal('reason-unknown');
  return { decision, ruleId: reason?.ruleId ?? null, fact: named ?? likeliest(facts) };
}

function likeliest(facts: readonly Fact[]): Fact | null {
  const said = facts.filter(({ kind, source }) => source !== 'declaration' && kind !== 'residence');
  const latestFirst = said.toSorted((a, b) => Date.parse(b.observedAt) - Date.parse(a.observedAt));
  return latestFirst.find(isPositive) ?? latestFirst[0] ?? null;
}

function isPositive({ kind, data }: Fact): boolean {
  return kind === 'nat' && (data as { result?: unknown }).result === 'positive';
}
