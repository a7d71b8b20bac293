import { define, type ProblemDefinition } from './problem-definition.ts';

/** Why a whole file cannot be taken in. A single bad row is no problem of the file: see `ingest-faults.ts`. */
export const ingestProblems = {
  'upload-is-workbook': define(
    422,
    [
      '这是 Excel 工作簿,不是 CSV 文件',
      '请在 Excel 中选“另存为”,类型选“CSV UTF-8(逗号分隔)”,再上传存好的文件。本次没有保存任何内容。',
    ],
    [
      'This is an Excel workbook, not a CSV file',
      'In Excel choose "Save As", type "CSV UTF-8 (comma delimited)", and send the file it makes. Nothing was stored.',
    ],
  ),
  'upload-not-a-table': define(
    422,
    ['这个文件不是表格', '请上传 CSV 文件;压缩包请先解压,工作簿请先另存为 CSV。本次没有保存任何内容。'],
    [
      'This file is not a table',
      'Send a CSV file; unpack an archive first, and save a workbook as CSV. Nothing was stored.',
    ],
  ),
  'upload-empty': define(
    422,
    ['文件里没有任何一行', '请检查导出的文件后再次上传。本次没有保存任何内容。'],
    ['The file has no rows', 'Look at the exported file and send it again. Nothing was stored.'],
  ),
  'upload-columns-missing': define(
    422,
    ['表头缺少必需的列,或有两列重名', '请按提示核对表头后再次上传。本次没有保存任何内容。'],
    [
      'The header lacks a column that is needed, or names one twice',
      'Correct the header as shown and send the file again. Nothing was stored.',
    ],
  ),
  'upload-too-large': define(
    413,
    ['文件超过了上限', '请拆成几个文件分别上传;先收到的行已经保留,重复的行不会重复计入。'],
    [
      'The file is larger than it may be',
      'Split it and send the parts; rows that arrived already are kept, and a row that comes again counts once.',
    ],
  ),
  'upload-broken-off': define(
    400,
    ['文件没有传完,连接就断了', '请用同一个编号再传一次;先收到的行已经保留,重复的行不会重复计入。'],
    [
      'The connection broke before the whole file had arrived',
      'Send it again under the same id; rows that arrived already are kept, and a row that comes again counts once.',
    ],
  ),
  'upload-of-another': define(
    409,
    ['这个编号已用于另一次上传', '请为这个文件换一个新的编号。先前的上传仍然保留,没有任何内容被更改。'],
    [
      'This id belongs to another upload',
      'Use a new id for this file. The earlier upload is kept. Nothing was changed.',
    ],
  ),
  'nothing-held': define(
    409,
    ['这次上传没有等待同意的阳性结果', '可能已经生效或由检测机构撤回。请查看回执。没有任何内容被更改。'],
    [
      'No positive results of this upload wait for anybody',
      'They may have taken effect, or been taken back by the laboratory; see the receipt. Nothing was changed.',
    ],
  ),
  'held-proposed': define(
    409,
    ['这些结果已经提请,正在等待第二人决定', '请在审批中查看。没有任何内容被更改。'],
    ['These results have been put before a second person already', 'See the approval. Nothing was changed.'],
  ),
  'upload-list-needed': define(
    422,
    [
      '接触者表须对应一份名单草稿',
      '请先起草名单(依据、文号、截止时间),再随文件注明该名单的编号。本次没有保存任何内容。',
    ],
    [
      'A file of contacts needs the draft of a list',
      'Draft the list first (ground, document number, end), and name it when you send the file. Nothing was stored.',
    ],
  ),
  'upload-overtaken': define(
    409,
    ['同一编号的上传又开始了一次', '请查看这个编号的回执;已收到的行都已保留。'],
    ['An upload of the same id has begun again', 'Look at the receipt of this id; the rows that arrived are kept.'],
  ),
} as const satisfies Record<string, ProblemDefinition>;
