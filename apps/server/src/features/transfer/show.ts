import {
  transferCauses,
  type TransferCauseCode,
  type TransferState,
  transferStates,
  type schemas,
} from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { TrustListSource } from '../federation/index.ts';
import { findTransfer, type TransferRow } from './store.ts';

const shown = 50;

/** @throws Refusal not-found */
export async function showTransfer(
  { db }: Pick<NodeContext, 'db'>,
  personId: string,
  transferId: string,
): Promise<schemas.Transfer> {
  const row = await findTransfer(db, personId, transferId);
  if (row === undefined) throw new Refusal('not-found');
  return describeTransfer(row);
}

export async function listTransfers({ db }: Pick<NodeContext, 'db'>, personId: string): Promise<schemas.Transfer[]> {
  const rows = await db
    .selectFrom('transfer')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('applied_at', 'desc')
    .limit(shown)
    .execute();
  return rows.map(describeTransfer);
}

function describeTransfer(row: TransferRow): schemas.Transfer {
  const state = row.state as TransferState;
  const { next } = transferStates[state];
  const code = row.cause as TransferCauseCode | null;
  return {
    transferId: row.transfer_id,
    originDivision: row.origin,
    residence: row.residence,
    state,
    shown: transferStates[state].shown,
    cause: code === null ? null : { code, text: transferCauses[code].text, cure: transferCauses[code].cure },
    next: next === null || row.due_at === null ? null : { at: toEdge(row.due_at), what: next },
    appliedAt: toEdge(row.applied_at),
    decidedAt: toEdgeOrNull(row.decided_at),
    closedAt: toEdgeOrNull(row.closed_at),
  };
}

/** At the origin: where her code went, and whether it came back. */
export async function listRelocations(
  deps: Pick<NodeContext, 'db'> & { readonly trustList: TrustListSource },
  personId: string,
): Promise<schemas.Relocation[]> {
  const rows = await deps.db
    .selectFrom('relocation')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('relocated_at', 'desc')
    .limit(shown)
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      division: row.peer,
      name: (await deps.trustList.node(row.peer))?.name ?? { zh: row.peer, en: row.peer },
      residence: row.residence,
      relocatedAt: toEdge(row.relocated_at),
      returnedAt: toEdgeOrNull(row.returned_at),
    })),
  );
}
