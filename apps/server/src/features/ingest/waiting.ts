import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { ownersOf } from '../identity/index.ts';
import { applyStatements } from './apply.ts';
import { statementsFor } from './pending.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>;

/** Applies what waits for these documents, where somebody is registered with them by now. */
export async function applyWaiting(deps: Deps, documents: readonly Buffer[]): Promise<void> {
  if (documents.length === 0) return;
  const owners = await ownersOf(deps.db, documents);
  const owned = documents.filter((document) => owners.has(document.toString('hex')));
  if (owned.length === 0) return;
  await transact(deps.db, async (tx) => applyStatements(tx, deps, await statementsFor(tx, deps, owned)));
}

/** Applies what was said of a person before the person was known here. */
export async function applyWaitingFor(deps: Deps, personId: string): Promise<void> {
  const documents = await deps.db
    .selectFrom('person_document')
    .select('document_index')
    .where('person_id', '=', personId)
    .execute();
  const waiting = await statementsFor(
    deps.db,
    deps,
    documents.map((row) => row.document_index),
  );
  if (waiting.length > 0) await transact(deps.db, (tx) => applyStatements(tx, deps, waiting));
}
