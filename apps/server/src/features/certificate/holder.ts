import type { Read, Tx } from '../../platform/db.ts';
import type { Claims } from './sign.ts';

/** A certificate as the feature that made it finds it again. */
export type KnownCertificate = Claims & { readonly issuedAt: Date; readonly stands: boolean };

/** The kinds that somebody holds: a receipt of a closed account is nobody's. */
export type HeldKind = Exclude<Claims['kind'], 'closure'>;

/** Finds certificates of each kind; whoever makes a kind gives the way to read it. */
export type KnownCertificates = Readonly<
  Record<HeldKind, (read: Read, personId: string, certificateId: string) => Promise<KnownCertificate | undefined>>
>;

/** Remembers whose certificate it is: who is shown one knows nothing but its id. */
export async function keepHolder(
  tx: Tx,
  holder: { readonly certificateId: string; readonly kind: HeldKind; readonly personId: string },
): Promise<void> {
  await tx
    .insertInto('certificate_person')
    .values({ certificate_id: holder.certificateId, kind: holder.kind, person_id: holder.personId })
    .execute();
}

/** Forgets certificates that have been destroyed. */
export async function forgetHolders(tx: Tx, certificateIds: readonly string[]): Promise<void> {
  if (certificateIds.length === 0) return;
  await tx
    .deleteFrom('certificate_person')
    .where('certificate_id', 'in', [...certificateIds])
    .execute();
}

export async function holderOf(read: Read, certificateId: string) {
  return read
    .selectFrom('certificate_person')
    .select(['kind', 'person_id'])
    .where('certificate_id', '=', certificateId)
    .executeTakeFirst();
}
