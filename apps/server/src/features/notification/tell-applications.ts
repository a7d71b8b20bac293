import type { schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import type { Kind, Told } from './kinds.ts';
import { tellMany, type TellDeps } from './tell.ts';

export interface MovedApplication {
  readonly personId: string;
  readonly conversionId: string;
  readonly state: schemas.ConversionState;
  readonly cause: string | null;
}

/** What she did herself, sending it in and withdrawing it, she need not be told. */
const kinds: Readonly<Partial<Record<schemas.ConversionState, Kind>>> = {
  'waiting-for-origin': 'application-waiting',
  deferred: 'application-deferred',
  approved: 'application-approved',
  rejected: 'application-rejected',
  'waiting-for-documents': 'application-documents',
  expired: 'application-expired',
};

/** Applications have moved: each result is told, and once for each application that it has to wait. */
export function tellApplications(tx: Tx, deps: TellDeps, moved: readonly MovedApplication[]): Promise<void> {
  const told = moved.flatMap(({ personId, conversionId, state, cause }): Told[] => {
    const kind = kinds[state];
    return kind === undefined ? [] : [{ personId, kind, subjectId: conversionId, details: { cause } }];
  });
  return tellMany(tx, deps, told);
}
