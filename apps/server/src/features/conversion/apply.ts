import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Once, type Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireScope } from '../code/index.ts';
import { declareHealth, declareItinerary } from '../declaration/index.ts';
import { currentDecision } from '../decision/index.ts';
import { advanceJob } from './advance.ts';
import { describeConversion, findConversion, openStates, recordEvent, takeStep } from './store.ts';

export interface ApplyDeps extends Pick<NodeContext, 'db' | 'clock' | 'province'> {
  readonly isPeer: (division: string) => Promise<boolean>;
}

/**
 * Takes in an application with the declaration that belongs to it, in one transaction: once it is acknowledged, the node finishes it
 * by itself. @throws Refusal origin-unknown, pledge-required, stay-invalid, conversion-open
 */
export async function applyForConversion(
  deps: ApplyDeps,
  personId: string,
  application: schemas.ConversionApplication,
  once: Once,
): Promise<schemas.Conversion> {
  requireScope(deps, application.scope);
  if (!(await deps.isPeer(application.originDivision))) throw new Refusal('origin-unknown');
  const apply = async (tx: Tx) => {
    const now = deps.clock.now();
    // Two applications at once: the second waits here and then finds the first.
    await tx.selectFrom('person').select('person_id').where('person_id', '=', personId).forUpdate().executeTakeFirst();
    const open = await tx
      .selectFrom('conversion')
      .select('conversion_id')
      .where('person_id', '=', personId)
      .where('state', 'in', [...openStates])
      .executeTakeFirst();
    if (open !== undefined) throw new Refusal('conversion-open');
    const { answers, stays, pledge } = application;
    await declareHealth(tx, deps, personId, { answers, pledge });
    await declareItinerary(tx, deps, personId, { stays, pledge });
    const conversionId = newId(now);
    const row = await tx
      .insertInto('conversion')
      .values({
        person_id: personId,
        conversion_id: conversionId,
        origin_division: application.originDivision,
        scope: application.scope,
        state: 'submitted',
        consent: JSON.stringify(application.consent),
        consent_grade: application.consent.grade,
        request_id: newId(now),
        attempts: 0,
        submitted_at: now,
        updated_at: now,
        due_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordEvent(tx, now, { personId, conversionId }, 'submitted', null);
    await enqueue(tx, advanceJob, { personId, conversionId }, `${advanceJob}:${conversionId}`);
    return describeConversion(row, null);
  };
  return transact(deps.db, apply, once);
}

/** @throws Refusal not-found */
export async function showConversion(
  deps: Pick<NodeContext, 'db'>,
  personId: string,
  conversionId: string,
): Promise<schemas.Conversion> {
  const row = await findConversion(deps.db, personId, conversionId);
  if (row === undefined) throw new Refusal('not-found');
  const decision = row.decision_id === null ? undefined : await currentDecision(deps.db, personId);
  return describeConversion(row, decision?.outcome.colour ?? null);
}

export async function listConversions(deps: Pick<NodeContext, 'db'>, personId: string): Promise<schemas.Conversion[]> {
  const rows = await deps.db
    .selectFrom('conversion')
    .select('conversion_id')
    .where('person_id', '=', personId)
    .orderBy('submitted_at', 'desc')
    .limit(50)
    .execute();
  return Promise.all(rows.map((row) => showConversion(deps, personId, row.conversion_id)));
}

/** @throws Refusal not-found, conversion-finished */
export async function withdrawConversion(
  deps: Pick<NodeContext, 'db' | 'clock'>,
  personId: string,
  conversionId: string,
): Promise<schemas.Conversion> {
  await transact(deps.db, async (tx) => {
    if ((await findConversion(tx, personId, conversionId)) === undefined) throw new Refusal('not-found');
    const step = { state: 'withdrawn', cause: null, dueAt: null } as const;
    if (!(await takeStep(tx, deps.clock.now(), { personId, conversionId }, step))) {
      throw new Refusal('conversion-finished');
    }
  });
  return showConversion(deps, personId, conversionId);
}
