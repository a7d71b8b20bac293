import { divisionAt } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { issueCode } from '../code/index.ts';
import { endHeld } from '../colour-event/index.ts';
import { decidePeople, type DecisionDeps, requestDecision } from '../decision/index.ts';
import { latestDeclaration } from '../declaration/index.ts';
import { gatherFacts, recordStatements, type SourcePorts } from '../facts/index.ts';
import { endGuestStay } from '../guest-stay/index.ts';
import { lockPeople, settleIn } from '../identity/index.ts';
import { tell } from '../notification/index.ts';
import { close, findTransfer, type TransferRow } from './store.ts';

export interface SettleDeps extends NodeContext, DecisionDeps, SourcePorts {}

/**
 * The origin has agreed: from now on she is at home here. In one transaction her residence is the one the desk has seen, what the former
 * origin said no longer counts, this province's own rules for those who live here decide, and her code is its own. Its sources are asked
 * before, so that she is not without a colour meanwhile.
 */
export async function settle(deps: SettleDeps, row: TransferRow): Promise<void> {
  const { person_id: personId, transfer_id: transferId } = row;
  await gatherFacts(deps, personId, await latestDeclaration(deps.db, personId, ['health', 'itinerary']));
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const now = await findTransfer(tx, personId, transferId);
    if (now?.state !== 'telling-origin') return;
    await close(tx, deps, now, 'done', null);
    await makeHome(tx, deps, now);
    await tell(tx, deps, { personId, kind: 'transfer-done', subjectId: transferId, details: {} });
  });
}

async function makeHome(tx: Tx, deps: SettleDeps, { person_id: personId, origin, residence }: TransferRow) {
  const at = deps.clock.now();
  // The desk knows the community; whose rules and staff are hers is a matter of the county.
  const county = residence.slice(0, 6);
  await settleIn(tx, personId, county);
  const fact = { kind: 'residence' as const, observedAt: at, data: { division: county } };
  const place = { personId, source: 'population-registry' as const, within: 'transfer', key: 'residence' };
  await recordStatements(tx, [{ ...place, receivedAt: at, fact }]);
  await endHeld(tx, deps, personId, origin);
  await endGuestStay(tx, personId);
  await tx
    .updateTable('relocation')
    .set({ returned_at: at })
    .where('person_id', '=', personId)
    .where('returned_at', 'is', null)
    .execute();
  await decidePeople(tx, deps, [personId], 'resident');
  await requestDecision(tx, personId);
  const { scope: level } = deps.province.code;
  const scope = level === 'province' ? deps.province.division : divisionAt(residence, 'city');
  await issueCode(tx, deps, personId, scope ?? deps.province.division, 'declaration');
}
