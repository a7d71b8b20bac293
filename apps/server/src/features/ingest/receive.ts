import { createHash, type Hash } from 'node:crypto';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { noteUpload } from '../facts/index.ts';
import { requireDivision } from '../staff/index.ts';
import { noCounts } from './apply.ts';
import { logUpload } from './log-upload.ts';
import type { FileSeen } from './reading/decode-text.ts';
import { readTable, type TableRow } from './reading/read-table.ts';
import { receiptOf } from './receipt.ts';
import type { GoodRow } from './sink.ts';
import { sinkFor, type SinkDeps } from './sinks.ts';
import {
  beginUpload,
  endUpload,
  findUpload,
  keepFaults,
  mostFaults,
  noteProgress,
  type FaultLine,
  type UploadNamed,
} from './upload-store.ts';
import { applyWaiting } from './waiting.ts';

export type ReceiveDeps = Pick<NodeContext, 'db'> & SinkDeps;

/** Rows that become durable together: few enough that nobody waits long for their locks. */
const rowsAtOnce = 500;

/**
 * Takes in a table while it arrives, some hundred rows at a time, each batch in a transaction of its own: what the receipt tells is
 * durable, and a file that broke off is sent again under the same id without anything counting twice.
 * @throws Refusal not-permitted, division-unknown, upload-of-another, upload-overtaken, and those of `readTable` and of the sink
 */
export async function receiveTable(
  deps: ReceiveDeps,
  staff: StaffPrincipal,
  named: UploadNamed,
  file: AsyncIterable<Uint8Array>,
): Promise<schemas.UploadReceipt> {
  requireDivision(staff, named.division);
  if (deps.divisions.find(named.division, deps.clock.now()) === undefined) {
    throw new Refusal('division-unknown', { errors: [{ path: '/query/division', rule: 'division-exists' }] });
  }
  const known = await findUpload(deps.db, named.uploadId);
  if (known !== undefined) {
    if (!isSame(known, named)) throw new Refusal('upload-of-another');
    if (known.state === 'done') return receiptOf(deps.db, known);
  }
  await takeIn(deps, staff, named, file);
  const done = await findUpload(deps.db, named.uploadId);
  if (done === undefined) throw new Error('an upload that ended is stored');
  return receiptOf(deps.db, done);
}

async function takeIn(
  deps: ReceiveDeps,
  staff: StaffPrincipal,
  named: UploadNamed,
  file: AsyncIterable<Uint8Array>,
): Promise<void> {
  const sink = sinkFor(deps, staff, named);
  const seen: FileSeen = { encoding: null, format: null };
  const hash = createHash('sha256');
  const around = { now: deps.clock.now(), divisions: deps.divisions };
  const counts = { ...noCounts, refused: 0 };
  const { uploadId } = named;
  let attemptId: string | undefined;
  let rows = 0;
  let faultsKept = 0;
  let batch: TableRow[] = [];

  const store = async (isLast: boolean) => {
    const good = batch.filter(isGood);
    const waiting = await transact(deps.db, async (tx) => {
      if (attemptId === undefined) {
        attemptId = await beginUpload(tx, deps, staff.staffId, named, { rows, counts, ...seen });
        await sink.begin(tx);
      }
      const taken = await sink.take(tx, good);
      for (const [name, count] of Object.entries(taken.counts)) counts[name as keyof typeof counts] += count;
      counts.refused += batch.length - good.length + taken.refused.length;
      const lines = [...batch.flatMap(linesOf), ...taken.refused].toSorted((one, other) => one.row - other.row);
      const faults = lines.slice(0, mostFaults - faultsKept);
      faultsKept += faults.length;
      rows += batch.length;
      await keepFaults(tx, uploadId, attemptId, faults);
      await noteProgress(tx, uploadId, attemptId, { rows, counts, ...seen });
      if (isLast) {
        if (sink.source !== null && counts.refused < rows) await noteUpload(tx, sink.source, deps.clock.now());
        await endUpload(tx, deps, named, hash.digest());
        await logUpload(tx, deps, staff, named, counts);
      }
      return taken.waiting;
    });
    batch = [];
    // Whoever registered meanwhile did not find what had not been committed yet.
    await applyWaiting(deps, waiting);
  };

  for await (const row of readTable(hashed(file, hash), sink.shape, around, seen)) {
    batch.push(row);
    if (batch.length >= rowsAtOnce) await store(false);
  }
  await store(true);
}

async function* hashed(file: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of file) {
    hash.update(chunk);
    yield chunk;
  }
}

const isGood = (row: TableRow): row is GoodRow => 'documents' in row.read;

/** An id names one file: for one purpose, one place and one list. */
function isSame(known: { kind: string; division: string; list_id: string | null }, named: UploadNamed): boolean {
  return known.kind === named.kind && known.division === named.division && known.list_id === (named.listId ?? null);
}

function linesOf({ row, read }: TableRow): FaultLine[] {
  return 'documents' in read ? [] : read.map((fault, position) => ({ row, position, ...fault }));
}
