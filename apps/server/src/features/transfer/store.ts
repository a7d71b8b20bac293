import { transferCauses, type TransferCauseCode, type TransferState } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import type { Read, Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockPeople } from '../identity/index.ts';
import { tell } from '../notification/index.ts';

export async function findTransfer(read: Read, personId: string, transferId: string) {
  return read
    .selectFrom('transfer')
    .selectAll()
    .where('person_id', '=', personId)
    .where('transfer_id', '=', transferId)
    .executeTakeFirst();
}

export type TransferRow = NonNullable<Awaited<ReturnType<typeof findTransfer>>>;

export function updateTransfer(tx: Tx, { person_id: personId, transfer_id: id }: TransferRow) {
  return tx.updateTable('transfer').where('person_id', '=', personId).where('transfer_id', '=', id);
}

/** What a desk acts on; the person is locked first. @throws Refusal not-found, also of another division */
export async function lockForDesk(tx: Tx, staff: StaffPrincipal, transferId: string): Promise<TransferRow> {
  const place = await tx
    .selectFrom('transfer_person')
    .select('person_id')
    .where('transfer_id', '=', transferId)
    .executeTakeFirst();
  if (place === undefined) throw new Refusal('not-found');
  await lockPeople(tx, [place.person_id]);
  const row = await findTransfer(tx, place.person_id, transferId);
  if (row === undefined) throw new Refusal('not-found');
  requireDivision(staff, row.division, 'not-found');
  return row;
}

/** Ends a transfer without effect, and tells her why and what she can do. */
export async function reject(
  tx: Tx,
  deps: Pick<NodeContext, 'clock'>,
  row: TransferRow,
  cause: TransferCauseCode,
): Promise<void> {
  await close(tx, deps, row, 'rejected', cause);
  const { text, cure } = transferCauses[cause];
  const ground = { zh: text.zh + cure.zh, en: `${text.en} ${cure.en}` };
  await tell(tx, deps, {
    personId: row.person_id,
    kind: 'transfer-rejected',
    subjectId: row.transfer_id,
    details: { ground },
  });
}

/** What opens the question at the origin, and what she said of her address, go with the end. */
export async function close(
  tx: Tx,
  { clock }: Pick<NodeContext, 'clock'>,
  row: TransferRow,
  state: Extract<TransferState, 'done' | 'rejected' | 'withdrawn'>,
  cause: TransferCauseCode | null,
): Promise<void> {
  await updateTransfer(tx, row)
    .set({ state, cause, consent_sealed: null, due_at: null, closed_at: clock.now() })
    .execute();
}
