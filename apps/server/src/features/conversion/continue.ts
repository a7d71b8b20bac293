import type { schemas } from '@tongxing/contract';
import { transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { countDocuments } from '../application-document/index.ts';
import { healthDeclaration, itineraryDeclaration, storeDeclarations } from '../declaration/index.ts';
import { lockPeople } from '../identity/index.ts';
import { type ApplyDeps, consentEnd, pathOf } from './apply.ts';
import { showConversion } from './show.ts';
import { sealConsent } from './consent-at-rest.ts';
import { actionsOf } from './describe.ts';
import { sendToReviewer } from './due.ts';
import { formOf, staysInTime } from './form.ts';
import { requestAdvance } from './jobs.ts';
import { type ConversionRow, findConversion, takeSteps } from './store.ts';

/** Causes that are gone when documents are there, and are judged by a person. */
const forReviewers: readonly (string | null)[] = ['itinerary-complex', 'documents-unreadable'];

/**
 * Goes on with the same application because its cause is gone, as the person says: the origin is asked at once, or a reviewer compares
 * her documents. Nothing is typed again; what she adds is a consent, or her word that what she declared still holds.
 * @throws Refusal not-found, conversion-not-waiting, documents-needed, consent-needed, pledge-required, stay-invalid, division-unknown
 */
export async function continueConversion(
  deps: ApplyDeps,
  personId: string,
  conversionId: string,
  { consent, pledge }: schemas.ConversionContinuation,
): Promise<schemas.Conversion> {
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const row = await findConversion(tx, personId, conversionId);
    if (row === undefined) throw new Refusal('not-found');
    if (!actionsOf(row).includes('continueConversion')) throw new Refusal('conversion-not-waiting');
    if (forReviewers.includes(row.cause)) {
      if ((await countDocuments(tx, { personId, conversionId })) === 0) throw new Refusal('documents-needed');
      await sendToReviewer(tx, deps, row);
      return;
    }
    if (row.cause === 'consent-expired' && consent === undefined) throw new Refusal('consent-needed');
    if (row.cause === 'declaration-old' && pledge === undefined) throw new Refusal('pledge-required');
    if (pledge !== undefined) await declareAgain(tx, deps, row, pledge);
    if (consent !== undefined) await renewConsent(tx, deps, row, consent);
    const step = { personId, conversionId, state: 'submitted', cause: null, dueAt: deps.clock.now() } as const;
    const sealed = consent === undefined ? {} : { consentSealed: sealConsent(deps, consent) };
    if ((await takeSteps(tx, deps, [{ ...step, ...sealed }])).size === 0) throw new Refusal('conversion-not-waiting');
    await requestAdvance(tx, row.origin_division);
  });
  return showConversion(deps, personId, conversionId);
}

/** What she declared still holds: it is declared anew, with a new pledge. */
async function declareAgain(
  tx: Tx,
  deps: ApplyDeps,
  row: ConversionRow,
  pledge: NonNullable<schemas.ConversionContinuation['pledge']>,
): Promise<void> {
  const { answers, stays } = await formOf(tx, deps, row);
  await storeDeclarations(tx, deps, [
    ...(answers === undefined ? [] : [healthDeclaration(deps, row.person_id, { answers, pledge })]),
    ...(stays === undefined
      ? []
      : [itineraryDeclaration(deps, row.person_id, { stays: staysInTime(deps, stays), pledge })]),
  ]);
}

/** A consent serves one question: with a new one the question is a new one too. */
async function renewConsent(
  tx: Tx,
  deps: ApplyDeps,
  row: ConversionRow,
  consent: schemas.ConsentEvidence,
): Promise<void> {
  await tx
    .updateTable('conversion')
    .set({
      // What came with a picture stays so: a consent does not take the place of it.
      path: row.path === 'picture' ? row.path : pathOf(consent),
      consent_grade: consent.grade,
      consent_ends_at: consentEnd(deps, consent),
      request_id: newId(deps.clock.now()),
    })
    .where('person_id', '=', row.person_id)
    .where('conversion_id', '=', row.conversion_id)
    .execute();
}
