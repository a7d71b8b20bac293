import type { schemas } from '@tongxing/contract';
import type { Tx } from '../../platform/db.ts';
import { tell, type TellDeps } from './tell.ts';

/** Another province asked about a person, saying, without proof, that she agreed. */
export function tellQuestion(
  tx: Tx,
  deps: TellDeps,
  question: { personId: string; requestId: string; peerName: schemas.Bilingual },
): Promise<void> {
  const { personId, requestId, peerName } = question;
  return tell(tx, deps, { personId, kind: 'question-asserted', subjectId: requestId, details: { peerName } });
}
