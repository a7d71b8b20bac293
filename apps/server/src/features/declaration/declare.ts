import type { schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { insertRows } from '../../platform/rows.ts';
import { recordReports, type Declared } from '../facts/index.ts';
import { answersToday, latestAnswers, takesBack, useCorrection, type Kind } from './corrections.ts';
import { checkStays } from './stays.ts';
import { takesBackHealth, takesBackStays } from './takes-back.ts';

export type Deps = Pick<NodeContext, 'clock' | 'province' | 'divisions'>;

/** A declaration that may be stored. */
export interface Declaration {
  readonly personId: string;
  /** Who declares for the person and whose pledge it is; undefined when she does herself. */
  readonly guardianId: string | undefined;
  readonly kind: Kind;
  readonly factKind: 'health-declaration' | 'itinerary-declaration';
  readonly pledgeVersion: string;
  readonly answers: unknown;
}

/** Health answers as declared. @throws Refusal pledge-required */
export function healthDeclaration(
  deps: Deps,
  personId: string,
  { answers, pledge }: schemas.HealthDeclaration,
  guardianId?: string,
  kind: 'health' | 'correction' = 'health',
): Declaration {
  requirePledge(deps, pledge);
  return { personId, guardianId, kind, factKind: 'health-declaration', pledgeVersion: pledge.version, answers };
}

/** The stays of the last days as declared. @throws Refusal stay-invalid, division-unknown, pledge-required */
export function itineraryDeclaration(
  deps: Deps,
  personId: string,
  { stays, pledge }: schemas.ItineraryDeclaration,
  guardianId?: string,
): Declaration {
  checkStays(deps.divisions, stays, deps.clock.now(), deps.province.declaration.itineraryDays);
  requirePledge(deps, pledge);
  const pledgeVersion = pledge.version;
  return {
    personId,
    guardianId,
    kind: 'itinerary',
    factKind: 'itinerary-declaration',
    pledgeVersion,
    answers: { stays },
  };
}

/**
 * Stores the health answers as declared, with the pledge they were made under. Answers that take back what was said earlier the same day
 * are a correction, whatever they are sent as, and count as one. @throws Refusal pledge-required, correction-used
 */
export async function declareHealth(
  tx: Tx,
  deps: Deps,
  personId: string,
  declaration: schemas.HealthDeclaration,
  guardianId?: string,
): Promise<schemas.Declared> {
  const kind = (await takesBack(tx, deps, personId, declaration.answers)) ? 'correction' : 'health';
  if (kind === 'correction') await useCorrection(tx, deps, personId);
  return declare(tx, deps, () => healthDeclaration(deps, personId, declaration, guardianId, kind));
}

/**
 * Stores the stays of the last days as declared; those that leave out a place named earlier the same day are a correction.
 * @throws Refusal pledge-required, stay-invalid, division-unknown, correction-used
 */
export async function declareItinerary(
  tx: Tx,
  deps: Deps,
  personId: string,
  declaration: schemas.ItineraryDeclaration,
  guardianId?: string,
): Promise<schemas.Declared> {
  const checked = itineraryDeclaration(deps, personId, declaration, guardianId);
  const earlier = await answersToday(tx, deps, personId, ['itinerary', 'itinerary-correction']);
  const stays = (earlier as { stays?: schemas.Stay[] } | undefined)?.stays ?? [];
  if (!takesBackStays(stays, declaration.stays)) return declare(tx, deps, () => checked);
  await useCorrection(tx, deps, personId);
  return declare(tx, deps, () => ({ ...checked, kind: 'itinerary-correction' }));
}

/**
 * Corrects the latest health answers. How often in a day is the province's to say; what only adds to them is no correction, and is
 * never limited. @throws Refusal pledge-required, nothing-to-correct, correction-used
 */
export async function correctHealth(
  tx: Tx,
  deps: Deps,
  personId: string,
  declaration: schemas.HealthDeclaration,
  guardianId?: string,
): Promise<schemas.Declared> {
  const earlier = await latestAnswers(tx, personId, ['health', 'correction']);
  if (earlier === undefined) throw new Refusal('nothing-to-correct');
  const addsOnly =
    !takesBackHealth(earlier.answers as schemas.HealthAnswers, declaration.answers) &&
    canonicalJson(earlier.answers) !== canonicalJson(declaration.answers);
  if (!addsOnly) await useCorrection(tx, deps, personId);
  const kind = addsOnly ? 'health' : 'correction';
  return declare(tx, deps, () => healthDeclaration(deps, personId, declaration, guardianId, kind));
}

async function declare(tx: Tx, deps: Deps, declaration: () => Declaration): Promise<schemas.Declared> {
  const [declared] = await storeDeclarations(tx, deps, [declaration()]);
  return declared as schemas.Declared;
}

function requirePledge(deps: Deps, pledge: schemas.HealthDeclaration['pledge']): void {
  if (!pledge.confirmed || pledge.version !== deps.province.pledge.version) throw new Refusal('pledge-required');
}

/** Stores declarations, each also as a fact that takes the place of the person's earlier one of its kind; answers in their order. */
export async function storeDeclarations(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  declarations: readonly Declaration[],
): Promise<schemas.Declared[]> {
  const now = deps.clock.now();
  const known = declarations.map((declaration) => ({ ...declaration, declarationId: newId(now) }));
  await insertRows(tx, 'declaration', known, {
    person_id: ['uuid', ({ personId }) => personId],
    declaration_id: ['uuid', ({ declarationId }) => declarationId],
    kind: ['text', ({ kind }) => kind],
    pledge_version: ['text', ({ pledgeVersion }) => pledgeVersion],
    answers: ['jsonb', ({ answers }) => JSON.stringify(answers)],
    declared_at: ['timestamptz', () => now],
    declared_by: ['uuid', ({ guardianId }) => guardianId ?? null],
  });
  await recordReports(
    tx,
    known.map(({ personId, factKind, answers }) => ({
      personId,
      source: 'declaration',
      receivedAt: now,
      facts: [{ kind: factKind, observedAt: now, data: answers }],
      kinds: [factKind],
    })),
  );
  return known.map(({ declarationId }) => ({ declarationId, declaredAt: toEdge(now) }));
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
