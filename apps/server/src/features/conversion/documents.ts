import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { type Read, transact } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { addDocument, type ProofDeps, readProof } from '../application-document/index.ts';
import { lockPeople } from '../identity/index.ts';
import { actionsOf } from './describe.ts';
import { findConversion } from './store.ts';

/** Adds proof to an application that asks for it. @throws Refusal not-found, documents-not-asked, too-many-documents, and what `readProof` refuses */
export async function addProof(
  deps: Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'> & ProofDeps,
  personId: string,
  conversionId: string,
  content: string,
): Promise<schemas.ApplicationDocument> {
  // First of all: nothing is drawn for who has no such application.
  await requireAsked(deps.db, personId, conversionId);
  const proof = await readProof(deps, content);
  return transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    await requireAsked(tx, personId, conversionId);
    return addDocument(tx, deps, { personId, conversionId }, proof);
  });
}

async function requireAsked(read: Read, personId: string, conversionId: string): Promise<void> {
  const row = await findConversion(read, personId, conversionId);
  if (row === undefined) throw new Refusal('not-found');
  if (!actionsOf(row).includes('addConversionDocument')) throw new Refusal('documents-not-asked');
}
