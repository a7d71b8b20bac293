import type { AccessPurpose, AccessSubject, schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { divisionPrefix } from '@tongxing/rules';
import { pseudonymOf } from '../transparency/index.ts';

type Deps = Pick<NodeContext, 'db' | 'seal'>;

const atOnce = 500;

/** Who of the staff of a division looked at whom, and who looked for somebody in vain. People appear under a pseudonym only. */
export async function auditAccess(
  deps: Deps,
  auditor: StaffPrincipal,
  query: schemas.AccessAuditQuery,
): Promise<schemas.AccessAudit> {
  const division = `${divisionPrefix(auditor.division)}%`;
  const from = new Date(query.from ?? 0);
  const to = query.to === undefined ? new Date(8.64e14) : new Date(query.to);
  let records = deps.db
    .selectFrom('access_record')
    .selectAll()
    .where('division', 'like', division)
    .where('accessed_at', '>=', from)
    .where('accessed_at', '<=', to)
    .orderBy('accessed_at', 'desc')
    .limit(atOnce);
  let lookups = deps.db
    .selectFrom('person_lookup')
    .selectAll()
    .where('division', 'like', division)
    .where('looked_up_at', '>=', from)
    .where('looked_up_at', '<=', to)
    .orderBy('looked_up_at', 'desc')
    .limit(atOnce);
  if (query.staffId !== undefined) {
    records = records.where('staff_id', '=', query.staffId);
    lookups = lookups.where('staff_id', '=', query.staffId);
  }
  return {
    records: (await records.execute()).map((row) => ({
      accessId: row.access_id,
      at: toEdge(row.accessed_at),
      ...actor(row),
      seen: row.seen as AccessSubject[],
      person: pseudonymOf(deps, 'person', row.person_id),
    })),
    lookups: (await lookups.execute()).map((row) => ({
      at: toEdge(row.looked_up_at),
      ...actor(row),
      found: row.found,
    })),
  };
}

function actor(row: { staff_id: string; role: string; division: string; purpose: string; reference: string }) {
  return {
    staffId: row.staff_id,
    role: row.role as schemas.StaffRole,
    division: row.division,
    purpose: row.purpose as AccessPurpose,
    reference: row.reference,
  };
}
