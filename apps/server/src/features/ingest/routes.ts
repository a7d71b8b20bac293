import { routes } from '@tongxing/contract';
import type { Tick } from '../../platform/jobs.ts';
import { Bytes } from '../../platform/http/bytes.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { transact } from '../../platform/db.ts';
import { dropPendingPast } from './pending.ts';
import { proposeHeld, type HeldDeps } from './held.ts';
import { forgetTold } from './positives.ts';
import { receiveTable, type ReceiveDeps } from './receive.ts';
import { faultsTable, listUploads, uploadReceipt } from './receipt.ts';

export function ingestRoutes(deps: ReceiveDeps & HeldDeps): Implementation[] {
  return [
    implement(routes.uploadTable, ({ principal, params, query, file }) =>
      receiveTable(deps, principal, { ...params, ...query, listId: query.list }, file),
    ),
    implement(routes.getUpload, ({ principal, params }) => uploadReceipt(deps, principal, params.uploadId)),
    implement(
      routes.getUploadFaults,
      async ({ principal, params }) => new Bytes(await faultsTable(deps, principal, params.uploadId)),
    ),
    implement(routes.proposeHeldResults, ({ principal, params, body }) =>
      proposeHeld(deps, principal, params.uploadId, body),
    ),
    implement(routes.listUploads, ({ principal, query }) => listUploads(deps, principal, query.before)),
  ];
}

export function ingestTicks({ db }: Pick<ReceiveDeps, 'db'>): Tick[] {
  return [
    { name: 'ingest.pending', everySeconds: 3600, run: (now) => transact(db, (tx) => dropPendingPast(tx, now)) },
    { name: 'ingest.told', everySeconds: 3600, run: (now) => transact(db, (tx) => forgetTold(tx, now)) },
  ];
}
