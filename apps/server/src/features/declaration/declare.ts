import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf, startOfDay, toEdge } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { recordReport, type Declared } from '../facts/index.ts';
import { checkStays } from './stays.ts';

export type Deps = Pick<NodeContext, 'clock' | 'province' | 'divisions'>;

type Kind = 'health' | 'itinerary' | 'correction';

/** Stores the health answers as declared, with the pledge they were made under. @throws Refusal pledge-required */
export function declareHealth(
  tx: Tx,
  deps: Deps,
  personId: string,
  declaration: schemas.HealthDeclaration,
  kind: 'health' | 'correction' = 'health',
): Promise<schemas.Declared> {
  return declare(tx, deps, personId, kind, declaration.pledge, declaration.answers, 'health-declaration');
}

/** Stores the stays of the last days as declared. @throws Refusal pledge-required, stay-invalid, division-unknown */
export function declareItinerary(
  tx: Tx,
  deps: Deps,
  personId: string,
  declaration: schemas.ItineraryDeclaration,
): Promise<schemas.Declared> {
  checkStays(deps.divisions, declaration.stays, deps.clock.now(), deps.province.declaration.itineraryDays);
  const answers = { stays: declaration.stays };
  return declare(tx, deps, personId, 'itinerary', declaration.pledge, answers, 'itinerary-declaration');
}

/**
 * Corrects the latest health answers. How often in a day is the province's to say; a new symptom is declared, not corrected, and
 * is never limited. @throws Refusal pledge-required, nothing-to-correct, correction-used
 */
export async function correctHealth(
  tx: Tx,
  deps: Deps,
  personId: string,
  declaration: schemas.HealthDeclaration,
): Promise<schemas.Declared> {
  // Two corrections at once must not both find none of today.
  await tx.selectFrom('person').select('person_id').where('person_id', '=', personId).forUpdate().executeTakeFirst();
  if ((await latestDeclaration(tx, personId, ['health', 'correction'])) === undefined) {
    throw new Refusal('nothing-to-correct');
  }
  const limit = deps.province.declaration.correctionsPerDay;
  const today = startOfDay(dayOf(deps.clock.now()));
  const { used } = await tx
    .selectFrom('declaration')
    .select((e) => e.fn.countAll<number>().as('used'))
    .where('person_id', '=', personId)
    .where('kind', '=', 'correction')
    .where('declared_at', '>=', today)
    .executeTakeFirstOrThrow();
  if (limit !== null && used >= limit) {
    const tomorrow = addSeconds(today, 86_400);
    const wait = Math.ceil((tomorrow.getTime() - deps.clock.now().getTime()) / 1000);
    throw new Refusal('correction-used', { retryAfterSeconds: wait });
  }
  return declareHealth(tx, deps, personId, declaration, 'correction');
}

async function declare(
  tx: Tx,
  deps: Deps,
  personId: string,
  kind: Kind,
  pledge: schemas.HealthDeclaration['pledge'],
  answers: unknown,
  factKind: 'health-declaration' | 'itinerary-declaration',
): Promise<schemas.Declared> {
  if (!pledge.confirmed || pledge.version !== deps.province.pledge.version) throw new Refusal('pledge-required');
  const now = deps.clock.now();
  const declarationId = newId(now);
  await tx
    .insertInto('declaration')
    .values({
      person_id: personId,
      declaration_id: declarationId,
      kind,
      pledge_version: pledge.version,
      answers: JSON.stringify(answers),
      declared_at: now,
    })
    .execute();
  await recordReport(tx, {
    personId,
    source: 'declaration',
    receivedAt: now,
    facts: [{ kind: factKind, observedAt: now, data: answers }],
    kinds: [factKind],
  });
  return { declarationId, declaredAt: toEdge(now) };
}

/** The latest declaration of these kinds: also the consent with which the carriers are asked. */
export async function latestDeclaration(
  read: Read,
  personId: string,
  kinds: readonly Kind[],
): Promise<Declared | undefined> {
  const row = await read
    .selectFrom('declaration')
    .select(['declaration_id', 'declared_at'])
    .where('person_id', '=', personId)
    .where('kind', 'in', [...kinds])
    .orderBy('declared_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { declarationId: row.declaration_id, declaredAt: row.declared_at };
}
