import { ingestFaults, type IngestFault, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { UploadTable } from '../../platform/database.ts';
import type { Read } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireDivision } from '../staff/index.ts';
import { countFaults, faultsOf, findUpload, mostFaults, uploadsIn } from './upload-store.ts';

type Deps = Pick<NodeContext, 'db'>;

/** Lines of the receipt itself; the others are fetched. */
const shownFaults = 100;

/** @throws Refusal not-found, also for an upload of another division */
async function requireUpload(deps: Deps, staff: StaffPrincipal, uploadId: string): Promise<UploadTable> {
  const found = await findUpload(deps.db, uploadId);
  if (found === undefined) throw new Refusal('not-found');
  requireDivision(staff, found.division, 'not-found');
  return found;
}

/** What became of an upload. @throws Refusal not-found */
export async function uploadReceipt(
  deps: Deps,
  staff: StaffPrincipal,
  uploadId: string,
): Promise<schemas.UploadReceipt> {
  return receiptOf(deps.db, await requireUpload(deps, staff, uploadId));
}

/** The receipt of a stored upload, or of the one that brought the same file before. */
export async function receiptOf(read: Read, upload: UploadTable): Promise<schemas.UploadReceipt> {
  const told = upload.same_as === null ? upload : ((await findUpload(read, upload.same_as)) ?? upload);
  const faults = await faultsOf(read, told, shownFaults);
  return { ...summary(told), faults: faults.map(lineOf), faultsKept: await countFaults(read, told) };
}

/** The uploads of the caller's division, without their lines. */
export async function listUploads(
  deps: Deps,
  staff: StaffPrincipal,
  before: string | undefined,
): Promise<schemas.UploadList> {
  const uploads = await uploadsIn(deps.db, staff.division, before);
  return { uploads: uploads.map((upload) => ({ ...summary(upload), faults: [], faultsKept: 0 })) };
}

/** The refused rows as a table for a spreadsheet, in both languages. @throws Refusal not-found */
export async function faultsTable(deps: Deps, staff: StaffPrincipal, uploadId: string): Promise<string> {
  const upload = await requireUpload(deps, staff, uploadId);
  const told = upload.same_as === null ? upload : ((await findUpload(deps.db, upload.same_as)) ?? upload);
  const lines = (await faultsOf(deps.db, told, mostFaults)).map(lineOf);
  const rows = lines.map(({ row, column, fault, what, cure }) => [
    row,
    column ?? '',
    fault,
    what.zh,
    cure.zh,
    what.en,
    cure.en,
  ]);
  const header = ['行 row', '列 column', '代码 code', '问题', '办法', 'what is wrong', 'what to do'];
  // The mark tells Excel that this is UTF-8.
  return `\ufeff${[header, ...rows].map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`;
}

const quote = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`;

function lineOf(row: { row_number: number; column_name: string | null; fault: string }): schemas.RowFault {
  const fault = row.fault as IngestFault;
  return { row: row.row_number, column: row.column_name, fault, ...ingestFaults[fault] };
}

function summary(upload: UploadTable): Omit<schemas.UploadReceipt, 'faults' | 'faultsKept'> {
  return {
    uploadId: upload.upload_id,
    kind: upload.kind as schemas.UploadKind,
    division: upload.division,
    listId: upload.list_id,
    state: upload.state as 'receiving' | 'done',
    startedAt: toEdge(upload.started_at),
    finishedAt: toEdgeOrNull(upload.finished_at),
    contentHash: upload.content_hash?.toString('hex') ?? null,
    format: upload.format as schemas.UploadReceipt['format'],
    encoding: upload.encoding as schemas.UploadReceipt['encoding'],
    rows: upload.rows,
    // Uploads of before nothing was held back say nothing of it.
    counts: { held: 0, ...(upload.counts as unknown as Omit<schemas.UploadCounts, 'held'>) },
  };
}
