import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { lastFourOf } from './documents.ts';
import { maskName } from './masking.ts';
import { personCard } from './person.ts';
import { Refusal } from '../../platform/refusal.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal'>;

/** Whom a person acts for, and who is still to agree; what is over is not listed. */
export async function listDependants(deps: Deps, guardianId: string): Promise<schemas.Dependant[]> {
  return [...(await actedFor(deps, guardianId)), ...(await asked(deps, guardianId))];
}

/** @throws Refusal not-found */
export async function dependantOf(deps: Deps, guardianId: string, dependantId: string): Promise<schemas.Dependant> {
  const found = (await listDependants(deps, guardianId)).find((dependant) => dependant.dependantId === dependantId);
  if (found === undefined) throw new Refusal('not-found');
  return found;
}

async function actedFor(deps: Deps, guardianId: string): Promise<schemas.Dependant[]> {
  const rows = await deps.db
    .selectFrom('guardianship')
    .selectAll()
    .where('person_id', '=', guardianId)
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('due_at', 'is', null), e('due_at', '>', deps.clock.now())]))
    .orderBy('since')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const { maskedName, documentType, lastFour } = await personCard(deps.db, deps, row.dependant_id);
      return {
        dependantId: row.guardianship_id,
        state: 'active' as const,
        relation: row.relation as schemas.Dependant['relation'],
        maskedName,
        documentType,
        lastFour,
        since: toEdge(row.since),
        endsAt: toEdgeOrNull(row.due_at),
      };
    }),
  );
}

async function asked(deps: Deps, guardianId: string): Promise<schemas.Dependant[]> {
  const rows = await deps.db
    .selectFrom('guardianship_request')
    .selectAll()
    .where('person_id', '=', guardianId)
    .where('expires_at', '>', deps.clock.now())
    .orderBy('requested_at')
    .execute();
  return rows.map((row) => ({
    dependantId: row.guardianship_id,
    state: 'awaiting-consent',
    relation: 'adult',
    maskedName: maskName(deps.seal.open('name', row.name_sealed)),
    documentType: row.document_type,
    lastFour: lastFourOf(row.document_type, deps.seal.open('document', row.document_sealed)),
    since: toEdge(row.requested_at),
    endsAt: toEdge(row.expires_at),
  }));
}
