import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { type Read, transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findCode } from '../code/index.ts';
import { healthDeclaration, itineraryDeclaration, storeDeclarations } from '../declaration/index.ts';
import { lockPeople } from '../identity/index.ts';
import { type ApplyDeps, consentEnd, pathOf } from './apply.ts';
import { showConversion } from './show.ts';
import { sealConsent } from './consent-at-rest.ts';
import { formOf, staysInTime } from './form.ts';
import { requestAdvance } from './jobs.ts';
import { renewByLastWord, type LastWordDeps } from './renew-by-last-word.ts';
import { openStates } from './states.ts';
import { type ConversionRow, findConversion, recordMoves } from './store.ts';

export interface RenewDeps extends LastWordDeps, Pick<NodeContext, 'seal'> {
  /** Does this origin tell of every change of hers, so that its silence of this moment says that there was none? */
  readonly originTells: (read: Read, personId: string, origin: string) => Promise<boolean>;
}

/** Seconds in which the node decides by what it knows; an application that is lost meanwhile ends with its cause. */
const decidedWithinSeconds = 60;

/**
 * Prolongs a converted code by an application that points to the one it renews: what was declared is declared again, nothing is typed.
 * With a consent the origin is asked as at any conversion. Without one its last word stands, where it tells of every change.
 * @throws Refusal not-found, conversion-not-renewable, conversion-open, consent-needed, pledge-required, stay-invalid, division-unknown,
 * origin-unknown
 */
export async function renewConversion(
  deps: ApplyDeps & RenewDeps,
  personId: string,
  conversionId: string,
  { consent, pledge, stays }: schemas.ConversionRenewal,
): Promise<schemas.Conversion> {
  // What is wrong with what she sends is said whatever stands with the application.
  const declared = stays && itineraryDeclaration(deps, personId, { stays, pledge });
  const renewed = await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const row = await requireRenewable(tx, personId, conversionId);
    const { origin_division: origin } = row;
    if (!(await deps.isPeer(origin))) throw new Refusal('origin-unknown');
    if (consent === undefined && !(await deps.originTells(tx, personId, origin))) throw new Refusal('consent-needed');
    const form = await formOf(tx, deps, row);
    await storeDeclarations(tx, deps, [
      ...(form.answers === undefined ? [] : [healthDeclaration(deps, personId, { answers: form.answers, pledge })]),
      declared ?? itineraryDeclaration(deps, personId, { stays: staysInTime(deps, form.stays ?? []), pledge }),
    ]);
    const renewal = await insertRenewal(tx, deps, row, consent);
    if (consent !== undefined) await requestAdvance(tx, origin);
    return renewal;
  });
  if (consent === undefined) await renewByLastWord(deps, renewed);
  return showConversion(deps, personId, renewed.conversion_id);
}

/** The last application by which she was converted, while she holds a converted code, run out or not. */
async function requireRenewable(tx: Tx, personId: string, conversionId: string): Promise<ConversionRow> {
  const row = await findConversion(tx, personId, conversionId);
  if (row === undefined) throw new Refusal('not-found');
  const last = await tx
    .selectFrom('conversion')
    .select('conversion_id')
    .where('person_id', '=', personId)
    .where('state', '=', 'approved')
    .orderBy('submitted_at', 'desc')
    .orderBy('conversion_id', 'desc')
    .executeTakeFirst();
  const isConverted = (await findCode(tx, personId))?.basis === 'conversion';
  if (!isConverted || last?.conversion_id !== conversionId) throw new Refusal('conversion-not-renewable');
  const open = await tx
    .selectFrom('conversion')
    .select('conversion_id')
    .where('person_id', '=', personId)
    .where('state', 'in', [...openStates])
    .executeTakeFirst();
  if (open !== undefined) throw new Refusal('conversion-open');
  return row;
}

async function insertRenewal(
  tx: Tx,
  deps: ApplyDeps,
  row: ConversionRow,
  consent: schemas.ConversionRenewal['consent'],
): Promise<ConversionRow> {
  const now = deps.clock.now();
  const asked =
    consent === undefined
      ? // There is no consent to ask by: what is not decided at once ends with its cause.
        ({ state: 'verifying', due_at: addSeconds(now, decidedWithinSeconds), consent_ends_at: now } as const)
      : ({
          state: 'submitted',
          due_at: now,
          consent_sealed: sealConsent(deps, consent),
          consent_grade: consent.grade,
          consent_ends_at: consentEnd(deps, consent),
        } as const);
  const renewal = await tx
    .insertInto('conversion')
    .values({
      person_id: row.person_id,
      conversion_id: newId(now),
      renews_conversion_id: row.conversion_id,
      origin_division: row.origin_division,
      scope: (await findCode(tx, row.person_id))?.scope ?? row.scope,
      destination_division: row.destination_division,
      path: consent === undefined ? 'authorised' : pathOf(consent),
      request_id: newId(now),
      attempts: 0,
      submitted_at: now,
      updated_at: now,
      ...asked,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordMoves(tx, deps, [
    { personId: row.person_id, conversionId: renewal.conversion_id, state: asked.state, cause: null },
  ]);
  return renewal;
}
