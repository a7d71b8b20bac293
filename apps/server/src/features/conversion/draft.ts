import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { checkStays } from '../declaration/index.ts';
import { lockPeople } from '../identity/index.ts';
import { type ApplyDeps, requirePlaces } from './apply.ts';
import { showConversion } from './show.ts';
import { actionsOf } from './describe.ts';
import { formOf, sealForm, staysInTime } from './form.ts';
import { findConversion, recordMoves } from './store.ts';

/**
 * Keeps a form at the node, sealed, so that it can be gone on with on another device. A person has one draft; saving it again replaces it
 * and gives it its whole time again. @throws Refusal division-unknown, origin-unknown, stay-invalid, invalid-input
 */
export async function saveDraft(
  deps: ApplyDeps,
  personId: string,
  form: schemas.ConversionDraft,
): Promise<schemas.Conversion> {
  await requirePlaces(deps, form);
  checkStays(deps.divisions, form.stays ?? [], deps.clock.now(), deps.province.declaration.itineraryDays);
  const conversionId = await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    return keepDraft(tx, deps, personId, form);
  });
  return showConversion(deps, personId, conversionId);
}

/**
 * Makes a draft from what was entered in an application that has ended without a code; the one that ended stays as it is.
 * @throws Refusal not-found, conversion-unfinished
 */
export async function applyAgain(deps: ApplyDeps, personId: string, conversionId: string): Promise<schemas.Conversion> {
  const draftId = await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const row = await findConversion(tx, personId, conversionId);
    if (row === undefined) throw new Refusal('not-found');
    if (!actionsOf(row).includes('applyAgain')) throw new Refusal('conversion-unfinished');
    const { stays, ...form } = await formOf(tx, deps, row);
    return keepDraft(tx, deps, personId, {
      ...form,
      ...(stays === undefined ? {} : { stays: staysInTime(deps, stays) }),
    });
  });
  return showConversion(deps, personId, draftId);
}

/** The person is locked. Answers the id of her draft. */
async function keepDraft(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'province' | 'seal'> & ApplyDeps,
  personId: string,
  form: schemas.ConversionDraft,
): Promise<string> {
  const now = deps.clock.now();
  const columns = {
    origin_division: form.originDivision,
    scope: form.scope,
    destination_division: form.destination ?? null,
    path: form.path ?? 'authorised',
    form_sealed: sealForm(deps, form),
    updated_at: now,
    due_at: addSeconds(now, deps.province.application.draftDays * 86_400),
  };
  const kept = await tx
    .updateTable('conversion')
    .set(columns)
    .where('person_id', '=', personId)
    .where('state', '=', 'draft')
    .returning('conversion_id')
    .executeTakeFirst();
  if (kept !== undefined) return kept.conversion_id;
  const conversionId = newId(now);
  const state = 'draft' as const;
  const key = { person_id: personId, conversion_id: conversionId };
  await tx
    .insertInto('conversion')
    .values({ ...key, ...columns, state, request_id: newId(now), attempts: 0, submitted_at: now })
    .execute();
  await recordMoves(tx, deps, [{ personId, conversionId, state, cause: null }]);
  return conversionId;
}
