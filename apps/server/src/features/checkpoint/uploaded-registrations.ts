import type { schemas } from '@tongxing/contract';
import { sql, type RawBuilder } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { subjectIndex } from '../identity/index.ts';

/** Who was written down by hand, sealed; as it was typed, since somebody who let her in cannot ask again. */
export function sealRegistration(deps: Pick<NodeContext, 'seal'>, typed: schemas.ManualRegistration) {
  const { checkId, registeredAt, documentType, documentNumber, name, issuingCountry, phone } = typed;
  return {
    checkId,
    registeredAt,
    documentType,
    issuingCountry: issuingCountry ?? null,
    documentIndex: subjectIndex(deps, { documentType, documentNumber, ...(issuingCountry ? { issuingCountry } : {}) }),
    documentSealed: deps.seal.seal('document', documentNumber),
    nameSealed: deps.seal.seal('name', name),
    phoneSealed: phone === null ? null : deps.seal.seal('phone', phone),
  };
}

export type SealedRegistration = ReturnType<typeof sealRegistration>;

export function insertRegistrations(
  { venueId }: DevicePrincipal,
  registrations: readonly SealedRegistration[],
  receivedAt: Date,
): RawBuilder<unknown> {
  const column = <T>(pick: (registration: SealedRegistration) => T): T[] => registrations.map(pick);
  return sql`
    insert into manual_registration (venue_id, received_at, check_id, registered_at, document_type, issuing_country,
                                     document_index, document_sealed, name_sealed, phone_sealed)
    select ${venueId}::uuid, ${receivedAt}::timestamptz, r.*
      from unnest(${column((r) => r.checkId)}::uuid[], ${column((r) => r.registeredAt)}::timestamptz[],
                  ${column((r) => r.documentType)}::text[], ${column((r) => r.issuingCountry)}::text[],
                  ${column((r) => r.documentIndex)}::bytea[], ${column((r) => r.documentSealed)}::bytea[],
                  ${column((r) => r.nameSealed)}::bytea[], ${column((r) => r.phoneSealed)}::bytea[]) as r`;
}
