import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Once, type Tx } from '../../platform/db.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { correctHealth, declareHealth, declareItinerary } from './declare.ts';

export interface DeclarationDeps extends Pick<NodeContext, 'db' | 'clock' | 'province' | 'divisions'> {
  /** Asks, in the same transaction, that the person is decided on anew. */
  readonly requestDecision: (tx: Tx, personId: string) => Promise<void>;
  /** Asks that what was declared is compared with the data, once there is any. */
  readonly requestComparison: (tx: Tx, personId: string) => Promise<void>;
}

export function declarationRoutes(deps: DeclarationDeps): Implementation[] {
  const declaring = <T>(personId: string, once: Once, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const declare = async (tx: Tx) => {
      const declared = await work(tx);
      await deps.requestDecision(tx, personId);
      await deps.requestComparison(tx, personId);
      return declared;
    };
    return transact(deps.db, declare, once);
  };
  return [
    implement(routes.declareHealth, ({ principal: { personId, actingFor }, body, once }) =>
      declaring(personId, once, (tx) => declareHealth(tx, deps, personId, body, actingFor?.guardianId)),
    ),
    implement(routes.declareItinerary, ({ principal: { personId, actingFor }, body, once }) =>
      declaring(personId, once, (tx) => declareItinerary(tx, deps, personId, body, actingFor?.guardianId)),
    ),
    implement(routes.correctDeclaration, ({ principal: { personId, actingFor }, body, once }) =>
      declaring(personId, once, (tx) => correctHealth(tx, deps, personId, body, actingFor?.guardianId)),
    ),
    implement(routes.getPledge, async () => deps.province.pledge),
  ];
}
