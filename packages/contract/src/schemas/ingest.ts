import { Type, type Static } from 'typebox';
import { ingestFaults, type IngestFault } from '../ingest-faults.ts';
import { ApprovalGround } from './approval.ts';
import { Bilingual, Division, Id, Instant, closed } from './basics.ts';

/** What a table holds; each kind has columns of its own. */
export const UploadKind = Type.Enum(
  ['nat', 'case-state', 'isolation', 'vaccination', 'entry-from-abroad', 'arrival', 'contacts', 'areas'],
  { examples: ['nat'] },
);
export type UploadKind = Static<typeof UploadKind>;

const Count = Type.Integer({ minimum: 0 });

/** Where the rows went; together they are all rows that hold anything. */
export const UploadCounts = closed({
  new: Count,
  corrected: Count,
  unchanged: Count,
  outdated: { ...Count, description: '已有更晚的上报 · a later report is already known' },
  withdrawn: Count,
  waiting: {
    ...Count,
    description:
      '本区划内尚无人以该证件注册;密封保存至期满 · nobody of this division is registered with that document; kept sealed for a time',
  },
  held: {
    ...Count,
    description:
      '阳性结果超过一人一天可以生效的数量,须由另一个人同意后生效 · positive results beyond what one sender may put in force in a day; a second person has to agree',
  },
  refused: Count,
});
export type UploadCounts = Static<typeof UploadCounts>;

export const RowFault = closed({
  row: { ...Type.Integer({ minimum: 1 }), description: '文件中的第几行(表头为第 1 行) · the header is row 1' },
  column: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
  fault: Type.Enum(Object.keys(ingestFaults) as IngestFault[]),
  what: Bilingual,
  cure: Bilingual,
});
export type RowFault = Static<typeof RowFault>;

export const UploadReceipt = closed({
  uploadId: Id,
  kind: UploadKind,
  division: Division,
  listId: {
    ...Type.Union([Id, Type.Null()]),
    description: '所填入的名单草稿 · the draft that its people were put on',
  },
  state: Type.Enum(['receiving', 'done'], {
    description:
      'receiving: 尚未收完,可用同一编号重新上传 · not finished; send the file again under the same id, nothing is doubled',
  }),
  startedAt: Instant,
  finishedAt: Type.Union([Instant, Type.Null()]),
  contentHash: Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$', examples: ['0'.repeat(64)] }), Type.Null()]),
  format: Type.Union([Type.Enum(['csv', 'json']), Type.Null()]),
  encoding: Type.Union([Type.Enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be']), Type.Null()]),
  rows: Count,
  counts: UploadCounts,
  faults: Type.Array(RowFault, { maxItems: 100 }),
  faultsKept: { ...Count, description: '可下载的问题行数 · lines of the list that can be fetched' },
});
export type UploadReceipt = Static<typeof UploadReceipt>;

export const HeldProposal = closed({ approval: ApprovalGround });
export type HeldProposal = Static<typeof HeldProposal>;

export const HeldProposed = closed({ uploadId: Id, approvalId: Id, results: Count });
export type HeldProposed = Static<typeof HeldProposed>;

export const UploadList = closed({ uploads: Type.Array(UploadReceipt) });
export type UploadList = Static<typeof UploadList>;
