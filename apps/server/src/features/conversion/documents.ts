import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { addDocument } from '../application-document/index.ts';
import { lockPeople } from '../identity/index.ts';
import { actionsOf } from './describe.ts';
import { findConversion } from './store.ts';

/** Adds proof to an application that asks for it. @throws Refusal not-found, documents-not-asked, and what `addDocument` refuses */
export function addProof(
  deps: Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>,
  personId: string,
  conversionId: string,
  content: string,
): Promise<schemas.ApplicationDocument> {
  return transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    const row = await findConversion(tx, personId, conversionId);
    if (row === undefined) throw new Refusal('not-found');
    if (!actionsOf(row).includes('addConversionDocument')) throw new Refusal('documents-not-asked');
    return addDocument(tx, deps, { personId, conversionId }, content);
  });
}
