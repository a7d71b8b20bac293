import type { schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import { tellMany, type TellDeps } from './tell.ts';

/** Something by list or by hand that now stands on a person. */
export interface ColourOrder {
  readonly personId: string;
  readonly kind: 'colour-by-list' | 'colour-by-hand';
  /** Of the list or the manual colour. */
  readonly orderId: string;
  readonly ground: schemas.Bilingual;
  readonly documentNumber: string;
  /** Whose order it is. */
  readonly office: schemas.Bilingual;
  readonly until: Date;
}

/** People are told what stands on them, with ground, document number, end and how to contest it, whatever colour comes of it. */
export function tellOrders(tx: Tx, deps: TellDeps, orders: readonly ColourOrder[]): Promise<void> {
  return tellMany(
    tx,
    deps,
    orders.map(({ personId, kind, orderId, ground, documentNumber, office, until }) => ({
      personId,
      kind,
      subjectId: orderId,
      details: { ground, documentNumber, office, at: until.toISOString() },
    })),
  );
}
