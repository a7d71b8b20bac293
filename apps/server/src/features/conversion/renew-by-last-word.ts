import type { Decision } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { issueCodes } from '../code/index.ts';
import { decidePeople, type DecisionDeps } from '../decision/index.ts';
import { currentFacts } from '../facts/index.ts';
import { identitiesOf, lockPeople } from '../identity/index.ts';
import { type GatherDeps, gatherForEntry } from './gather.ts';
import { unconverted } from './steps.ts';
import { type ConversionRow, lockVerifying, type Step, type StepDeps, takeSteps } from './store.ts';

export interface LastWordDeps extends NodeContext, DecisionDeps, GatherDeps, StepDeps {}

/**
 * Renews by what the origin has said last: this province's own sources are asked, the entry pack decides, and who comes out green gets
 * the code. Whether the origin's word is recent enough is for the pack to say.
 */
export async function renewByLastWord(deps: LastWordDeps, row: ConversionRow): Promise<void> {
  const { person_id: personId, conversion_id: conversionId } = row;
  await gatherForEntry(deps, await identitiesOf(deps.db, deps, [personId]));
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    if (!(await lockVerifying(tx, [{ personId, conversionId }])).has(conversionId)) return;
    await takeSteps(tx, deps, [{ personId, conversionId, ...(await judge(tx, deps, row)) }]);
  });
}

async function judge(tx: Tx, deps: LastWordDeps, row: ConversionRow): Promise<Step> {
  const personId = row.person_id;
  const colour = await lastColour(tx, row);
  const isGreen = (outcome: Decision) => colour === 'green' && outcome.colour === 'green';
  const judged = (await decidePeople(tx, deps, [personId], 'entry', isGreen)).get(personId);
  if (judged === undefined) throw new Error('nobody was judged');
  const { outcome, decision } = judged;
  if (!isGreen(outcome) || decision === undefined)
    return unconverted(deps, row, colour === undefined ? undefined : { colour }, outcome);
  const codes = await issueCodes(tx, deps, [{ personId, scope: row.scope }], 'conversion');
  const { decisionId } = decision;
  return { state: 'approved', cause: null, dueAt: null, decisionId, codeId: codes.get(personId)!.codeId };
}

/** What this origin said last; undefined where another province has been heard since, or this one tells no more. */
async function lastColour(tx: Tx, row: ConversionRow): Promise<string | undefined> {
  const said = (await currentFacts(tx, row.person_id)).find(({ kind }) => kind === 'origin-code');
  const data = said?.data as { division: string; colour: string } | undefined;
  return data?.division === row.origin_division ? data.colour : undefined;
}
