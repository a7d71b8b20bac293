import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { latestAnswers } from '../declaration/index.ts';
import { type ConversionRow, findConversion } from './store.ts';

type Deps = Pick<NodeContext, 'seal'>;

export function sealForm({ seal }: Deps, form: schemas.ConversionDraft): Buffer {
  return seal.seal('application', JSON.stringify(form));
}

/** What was entered in an application: the form of a draft, else what was declared with it. */
export async function formOf(read: Read, { seal }: Deps, row: ConversionRow): Promise<schemas.ConversionDraft> {
  if (row.form_sealed !== null) return JSON.parse(seal.open('application', row.form_sealed)) as schemas.ConversionDraft;
  const health = await latestAnswers(read, row.person_id, ['health', 'correction']);
  const itinerary = await latestAnswers(read, row.person_id, ['itinerary', 'itinerary-correction']);
  return {
    originDivision: row.origin_division,
    scope: row.scope,
    ...(row.destination_division === null ? {} : { destination: row.destination_division }),
    ...(row.path === 'picture' ? { path: 'picture' as const } : {}),
    ...(health === undefined ? {} : { answers: health.answers as schemas.HealthAnswers }),
    ...(itinerary === undefined ? {} : { stays: (itinerary.answers as { stays: schemas.Stay[] }).stays }),
  };
}

/** @throws Refusal not-found */
export async function showForm(
  deps: Pick<NodeContext, 'db' | 'seal'>,
  personId: string,
  conversionId: string,
): Promise<schemas.ConversionDraft> {
  const row = await findConversion(deps.db, personId, conversionId);
  if (row === undefined) throw new Refusal('not-found');
  return formOf(deps.db, deps, row);
}

/** Stays that still count among the days that are asked about: what was entered earlier is not to be corrected by hand. */
export function staysInTime(
  { clock, province }: Pick<NodeContext, 'clock' | 'province'>,
  stays: readonly schemas.Stay[],
): schemas.Stay[] {
  const earliest = addSeconds(clock.now(), -province.declaration.itineraryDays * 86_400);
  return stays.filter(({ to }) => new Date(to) >= earliest);
}
