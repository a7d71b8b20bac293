import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { ConversionRow } from './store.ts';

type Deps = Pick<NodeContext, 'seal'>;

/**
 * The evidence of a consent as it is kept while its application is open. It is a secret of the person's at her own province: an
 * authorization code with its verifier, or a strip with masked name and number. Who reads the database must not be able to use it.
 */
export function sealConsent({ seal }: Deps, evidence: schemas.QuestionConsent): Buffer {
  return seal.seal('consent', JSON.stringify(evidence));
}

/** @throws Error when the application is closed: its evidence is gone */
export function openConsent({ seal }: Deps, row: Pick<ConversionRow, 'consent_sealed'>): schemas.QuestionConsent {
  if (row.consent_sealed === null) throw new Error('the evidence of consent is gone');
  return JSON.parse(seal.open('consent', row.consent_sealed)) as schemas.QuestionConsent;
}

/** Seals what a version before this one kept in the clear. Applications that are open go on with it. */
export async function sealEarlierConsents(deps: Pick<NodeContext, 'db' | 'seal'>): Promise<void> {
  const rows = await deps.db
    .selectFrom('conversion')
    .select(['person_id', 'conversion_id', 'consent'])
    .where('consent', 'is not', null)
    .execute();
  for (const row of rows) {
    await deps.db
      .updateTable('conversion')
      .set({ consent: null, consent_sealed: sealConsent(deps, row.consent as schemas.ConsentEvidence) })
      .where('person_id', '=', row.person_id)
      .where('conversion_id', '=', row.conversion_id)
      .where('consent', 'is not', null)
      .execute();
  }
}
