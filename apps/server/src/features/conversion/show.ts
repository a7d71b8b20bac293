import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { documentsOf } from '../application-document/index.ts';
import { currentDecision } from '../decision/index.ts';
import { describeConversion } from './describe.ts';
import { estimateFor } from './estimate.ts';
import { formOf } from './form.ts';
import { type ApplicationKey, findConversion } from './store.ts';

export type ShowDeps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

/** @throws Refusal not-found */
export async function showConversion(
  deps: ShowDeps,
  personId: string,
  conversionId: string,
): Promise<schemas.Conversion> {
  const row = await findConversion(deps.db, personId, conversionId);
  if (row === undefined) throw new Refusal('not-found');
  const decision = row.decision_id === null ? undefined : await currentDecision(deps.db, personId);
  const estimate = await estimateFor(deps, row);
  const documents = await documentsOf(deps.db, { personId, conversionId });
  return describeConversion(deps, row, { colour: decision?.outcome.colour ?? null, estimate, documents });
}

/** An application with what was entered in it, for who reviews it. */
export async function applicationOf(
  read: Read,
  deps: Pick<NodeContext, 'province' | 'seal'>,
  { personId, conversionId }: ApplicationKey,
) {
  const row = await findConversion(read, personId, conversionId);
  if (row === undefined) throw new Error('a review of no application');
  return { conversion: describeConversion(deps, row), form: await formOf(read, deps, row) };
}

export async function listConversions(deps: ShowDeps, personId: string): Promise<schemas.Conversion[]> {
  const rows = await deps.db
    .selectFrom('conversion')
    .select('conversion_id')
    .where('person_id', '=', personId)
    .orderBy('submitted_at', 'desc')
    .limit(50)
    .execute();
  return Promise.all(rows.map((row) => showConversion(deps, personId, row.conversion_id)));
}
