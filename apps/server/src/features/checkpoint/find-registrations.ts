import type { schemas } from '@tongxing/contract';
import { divisionPrefix } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { findPerson, subjectIndex } from '../identity/index.ts';
import { beginLookup, recordLookup } from '../staff/index.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>;

/**
 * Where somebody was written down by hand, at places of the officer's division or below: for who follows a chain of infection. Counted and
 * kept like every look-up of a person, and recorded for her where she is known here.
 * @throws Refusal invalid-input for a purpose that the role does not have, too-many-lookups
 */
export async function findRegistrations(
  deps: Deps,
  staff: StaffPrincipal,
  { documentType, documentNumber, purpose, reference }: schemas.PersonLookup,
): Promise<schemas.FoundRegistration[]> {
  return transact(deps.db, async (tx) => {
    await beginLookup(tx, deps, staff, purpose);
    const rows = await tx
      .selectFrom('manual_registration')
      .innerJoin('venue', 'venue.venue_id', 'manual_registration.venue_id')
      .select([
        'check_id',
        'registered_at',
        'name_sealed',
        'phone_sealed',
        'venue.name',
        'venue.division',
        'place_type',
      ])
      .where('document_index', '=', subjectIndex(deps, { documentType, documentNumber }))
      .where('venue.division', 'like', `${divisionPrefix(staff.division)}%`)
      .orderBy('registered_at', 'desc')
      .limit(200)
      .execute();
    const at = deps.clock.now();
    const found = rows.length > 0;
    const personId = found ? await findPerson(tx, deps, { documentType, documentNumber }) : undefined;
    const about = { lookupId: newId(at), at, staff, purpose, reference, found, seen: ['registration'] } as const;
    await recordLookup(tx, deps, { ...about, ...(personId === undefined ? {} : { personId }) });
    return rows.map((row) => ({
      checkId: row.check_id,
      registeredAt: toEdge(row.registered_at),
      venue: { name: row.name, placeType: row.place_type as schemas.PlaceType, division: row.division },
      name: deps.seal.open('name', row.name_sealed),
      phone: row.phone_sealed === null ? null : deps.seal.open('phone', row.phone_sealed),
    }));
  });
}
