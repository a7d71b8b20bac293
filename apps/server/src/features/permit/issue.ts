import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { currentDecision, redecide } from '../decision/index.ts';
import { requireDivisions } from '../division/index.ts';
import { recordStatements } from '../facts/index.ts';
import { lockPeople } from '../identity/index.ts';
import { describePermit, permitsOf } from './standing.ts';

export type PermitDeps = Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions'>;

const source = 'control-office';

/**
 * Lets somebody whose code is yellow move for some hours. The colour stays what it is; the permit is a fact of the control office with an
 * end, for rules and checkpoints to read.
 * @param by herself: once for each time her code turns yellow; an officer decides that alone
 * @throws Refusal permit-not-offered, no-decision-yet, permit-not-for-colour, permit-used
 */
export async function issuePermit(
  tx: Tx,
  deps: PermitDeps,
  personId: string,
  { division, hours }: schemas.PermitRequest,
  by: 'herself' | 'officer',
): Promise<schemas.MovementPermit> {
  const now = deps.clock.now();
  const offered = deps.province.permits;
  if (offered === null || hours > offered.hours) throw new Refusal('permit-not-offered');
  // Two taps at the same moment are one after the other.
  await lockPeople(tx, [personId]);
  const current = await currentDecision(tx, personId);
  if (current === undefined) throw new Refusal('no-decision-yet', { retryAfterSeconds: 2 });
  if (current.outcome.colour !== 'yellow') throw new Refusal('permit-not-for-colour');
  if (by === 'herself') {
    const since = await yellowSince(tx, personId);
    const used = (await permitsOf(tx, personId)).filter(({ issuedAt }) => issuedAt >= since);
    if (used.length >= offered.perColour) throw new Refusal('permit-used');
  }
  const until = addSeconds(now, hours * 3600);
  const data = { division, from: now.toISOString(), until: until.toISOString() };
  const fact = { kind: 'movement-permit', observedAt: now, data } as const;
  const within = `permit:${newId(now)}`;
  await recordStatements(tx, [{ personId, source, within, key: 'permit', receivedAt: now, fact }]);
  await redecide(tx, [personId]);
  const issued = (await permitsOf(tx, personId)).find((permit) => permit.until.getTime() === until.getTime());
  return describePermit(issued!);
}

/** @throws Refusal division-unknown also for a place of another province */
export function requirePlace({ divisions, province, clock }: PermitDeps, division: string): void {
  requireDivisions(divisions, [{ path: '/body/division', code: division, from: clock.now() }]);
  if (coversDivision(province.division, division)) return;
  throw new Refusal('division-unknown', { errors: [{ path: '/body/division', rule: 'a division of this province' }] });
}

/** When the yellow of now began: the first decision after the last one of another colour. */
async function yellowSince(read: Read, personId: string): Promise<Date> {
  const decisions = await read
    .selectFrom('decision')
    .select(['colour', 'decided_at'])
    .where('person_id', '=', personId)
    .orderBy('decision_id', 'desc')
    .execute();
  const others = decisions.findIndex(({ colour }) => colour !== 'yellow');
  return decisions.at(others === -1 ? -1 : others - 1)!.decided_at;
}
