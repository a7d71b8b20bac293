import type { schemas } from '@tongxing/contract';
import { type Read, transact, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findCode } from '../code/index.ts';
import { healthDeclaration, itineraryDeclaration, storeDeclarations } from '../declaration/index.ts';
import { lockPeople } from '../identity/index.ts';
import { type ApplyDeps, consentEnd } from './apply.ts';
import { showConversion } from './show.ts';
import { sealConsent } from './consent-at-rest.ts';
import { formOf, staysInTime } from './form.ts';
import { requestAdvance } from './jobs.ts';
import { modesFor } from './modes.ts';
import { openStates } from './states.ts';
import { type ConversionRow, findConversion, recordMoves } from './store.ts';

export interface RenewDeps {
  /** Until when this origin may be asked again about her by a consent that it holds. */
  readonly renewableBy: (read: Read, personId: string, origin: string) => Promise<Date | undefined>;
}

/** What the origin is asked by, and until when it may be. */
interface AskedBy {
  readonly consent: schemas.QuestionConsent;
  readonly endsAt: Date;
}

/**
 * Prolongs a converted code by an application that points to the one it renews: what was declared is declared again, nothing is typed.
 * The origin is asked as at any conversion: by a new consent, or by the one of before where it lets this province ask again; where the
 * national platform is the first way, by her word.
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
  const renewal = await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const row = await requireRenewable(tx, personId, conversionId);
    const { origin_division: origin } = row;
    const [first] = modesFor(deps.province, origin, await deps.isPeer(origin));
    if (first === undefined) throw new Refusal('origin-unknown');
    // The national platform can be shown no consent: what she says here is all there is.
    const brought = consent ?? (first === 'attestation' ? undefined : ({ grade: 'asserted' } as const));
    const by =
      brought === undefined
        ? await earlierConsent(tx, deps, row)
        : { consent: brought, endsAt: consentEnd(deps, brought) };
    const form = await formOf(tx, deps, row);
    await storeDeclarations(tx, deps, [
      ...(form.answers === undefined ? [] : [healthDeclaration(deps, personId, { answers: form.answers, pledge })]),
      declared ?? itineraryDeclaration(deps, personId, { stays: staysInTime(deps, form.stays ?? []), pledge }),
    ]);
    const stored = await insertRenewal(tx, deps, row, by);
    await requestAdvance(tx, origin);
    return stored;
  });
  return showConversion(deps, personId, renewal.conversion_id);
}

/** @throws Refusal consent-needed */
async function earlierConsent(tx: Tx, deps: RenewDeps, row: ConversionRow): Promise<AskedBy> {
  const endsAt = await deps.renewableBy(tx, row.person_id, row.origin_division);
  if (endsAt === undefined) throw new Refusal('consent-needed');
  return { consent: { grade: 'renewal' }, endsAt };
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
  { consent, endsAt }: AskedBy,
): Promise<ConversionRow> {
  const now = deps.clock.now();
  const renewal = await tx
    .insertInto('conversion')
    .values({
      person_id: row.person_id,
      conversion_id: newId(now),
      renews_conversion_id: row.conversion_id,
      origin_division: row.origin_division,
      scope: (await findCode(tx, row.person_id))?.scope ?? row.scope,
      destination_division: row.destination_division,
      path: 'authorised',
      state: 'submitted',
      due_at: now,
      consent_sealed: sealConsent(deps, consent),
      consent_grade: consent.grade,
      consent_ends_at: endsAt,
      request_id: newId(now),
      attempts: 0,
      submitted_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordMoves(tx, deps, [
    { personId: row.person_id, conversionId: renewal.conversion_id, state: 'submitted', cause: null },
  ]);
  return renewal;
}
