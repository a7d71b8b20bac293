import type { schemas } from '@tongxing/contract';
import { transact, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type UsedTicket, useTickets } from '../admission/index.ts';
import { healthDeclaration, itineraryDeclaration, storeDeclarations } from '../declaration/index.ts';
import { lockPeople } from '../identity/index.ts';
import { type ApplyDeps, consentEnd, firstStep, pathOf } from './apply.ts';
import { showConversion } from './show.ts';
import { sealConsent } from './consent-at-rest.ts';
import { formOf } from './form.ts';
import { requestAdvance } from './jobs.ts';
import { openStates } from './states.ts';
import { findConversion, takeSteps } from './store.ts';

/**
 * Sends in a draft: what was entered is declared, and the application is taken up like any other.
 * @throws Refusal not-found, conversion-not-draft, draft-incomplete, conversion-open, pledge-required, stay-invalid,
 * division-unknown, conversion-queue
 */
export async function submitDraft(
  deps: ApplyDeps,
  personId: string,
  conversionId: string,
  { consent, pledge }: schemas.ConversionSubmission,
  ticket?: string,
): Promise<schemas.Conversion> {
  const submit = async (tx: Tx, used: UsedTicket | undefined) => {
    if (used !== undefined) await useTickets(tx, [used]);
    await lockPeople(tx, [personId]);
    const row = await findConversion(tx, personId, conversionId);
    if (row === undefined) throw new Refusal('not-found');
    if (row.state !== 'draft') throw new Refusal('conversion-not-draft');
    const { answers, stays, path } = await formOf(tx, deps, row);
    if (answers === undefined || stays === undefined)
      throw new Refusal('draft-incomplete', { errors: missing({ answers, stays }) });
    const open = await tx
      .selectFrom('conversion')
      .select('conversion_id')
      .where('person_id', '=', personId)
      .where('state', 'in', [...openStates])
      .executeTakeFirst();
    if (open !== undefined) throw new Refusal('conversion-open');
    await storeDeclarations(tx, deps, [
      healthDeclaration(deps, personId, { answers, pledge }),
      itineraryDeclaration(deps, personId, { stays, pledge }),
    ]);
    await tx
      .updateTable('conversion')
      .set({
        path: path ?? pathOf(consent),
        consent_grade: consent.grade,
        consent_ends_at: consentEnd(deps, consent),
        // What was entered now stands in what was declared.
        form_sealed: null,
        submitted_at: deps.clock.now(),
      })
      .where('person_id', '=', personId)
      .where('conversion_id', '=', conversionId)
      .execute();
    const first = firstStep(deps, { stays, ...(path === undefined ? {} : { path }) });
    await takeSteps(tx, deps, [{ personId, conversionId, ...first, consentSealed: sealConsent(deps, consent) }]);
    if (first.state === 'submitted') await requestAdvance(tx, row.origin_division);
  };
  await deps.letIn({ personId, ticket, size: 1 }, (used) => transact(deps.db, (tx) => submit(tx, used)));
  return showConversion(deps, personId, conversionId);
}

function missing(form: Readonly<Record<string, unknown>>) {
  return Object.entries(form).flatMap(([name, value]) =>
    value === undefined ? [{ path: `/form/${name}`, rule: 'filled in before it is sent in' }] : [],
  );
}
