import type { Bilingual } from './schemas/basics.ts';

interface FaultText {
  /** What is wrong with the row. */
  readonly what: Bilingual;
  /** What its sender can do. */
  readonly cure: Bilingual;
}

const fault = (zh: readonly [string, string], en: readonly [string, string]): FaultText => ({
  what: { zh: zh[0], en: en[0] },
  cure: { zh: zh[1], en: en[1] },
});

/** Why a row of an uploaded table was refused. The other rows of its file are kept. */
export const ingestFaults = {
  'cell-missing': fault(
    ['必填的一格是空的。', '请补上后重新上传这一行。'],
    ['A cell that is needed is empty.', 'Fill it in and send this row again.'],
  ),
  'document-scientific': fault(
    [
      '证件号码被表格软件改成了科学计数(如 3.70102E+17),后几位已经丢失。',
      '请从原系统重新导出,并把该列设为“文本”后再保存。',
    ],
    [
      'The spreadsheet turned the document number into a form like 3.70102E+17; its last digits are lost.',
      'Export it again from where it came, with the column set to "text" before saving.',
    ],
  ),
  'document-digits-lost': fault(
    [
      '证件号码以 000 结尾,可能是表格软件只保留了前 15 位。',
      '请从原系统重新导出,该列设为“文本”;若号码确实以 000 结尾,请在号码前加一个英文单引号。',
    ],
    [
      'The document number ends in 000; a spreadsheet keeps only the first 15 digits.',
      'Export it again with the column set to "text". If it truly ends in 000, put an apostrophe before it.',
    ],
  ),
  'document-invalid': fault(
    ['证件号码不符合该类证件的编排规则。', '请对照证件原件核对后重新上传这一行。'],
    ['The document number cannot be one of its type.', 'Compare it with the document and send this row again.'],
  ),
  'document-type-unknown': fault(
    ['不认识这种证件类型。', '请填写证件类型代码,如 10(居民身份证)、20(护照)。'],
    ['This type of document is not known.', 'Give the code of the type, such as 10 (identity card) or 20 (passport).'],
  ),
  'date-unreadable': fault(
    ['看不懂这个日期或时间。', '请写成 2022-11-05 08:30 的样子。'],
    ['This date or time cannot be read.', 'Write it like 2022-11-05 08:30.'],
  ),
  'date-ambiguous': fault(
    ['这个日期可以有两种读法。', '请把年份写在最前,如 2022-11-05。'],
    ['This date can be read in two ways.', 'Write the year first, as in 2022-11-05.'],
  ),
  'date-impossible': fault(
    ['这个日期不存在、在将来,或早于 2019 年 12 月。', '请核对后重新上传这一行。'],
    ['This date does not exist, lies ahead, or is before December 2019.', 'Check it and send this row again.'],
  ),
  'dates-reversed': fault(
    ['结束时间早于开始时间,或报告时间早于采样时间。', '请核对两个时间后重新上传这一行。'],
    ['The end is before the beginning, or the report before the sampling.', 'Check both and send this row again.'],
  ),
  'word-unknown': fault(
    ['这一格只能填规定的几种内容。', '请按说明中列出的写法填写。'],
    ['Only certain words can stand here.', 'Use one of the words that the description lists.'],
  ),
  'division-unknown': fault(
    ['没有这个行政区划代码。', '请填写国家标准的区划代码(6、9 或 12 位)。'],
    ['There is no division of this code.', 'Give the national code of the division (6, 9 or 12 digits).'],
  ),
  'division-elsewhere': fault(
    ['这一行说的地方不在本次上传的区划内。', '请由当地的卫生健康部门上报。'],
    [
      'This row is about a place outside the division of the upload.',
      'The health commission of that place reports it.',
    ],
  ),
  'of-another-list': fault(
    ['这一行所说的与名单草稿对全体人员所说的不同。', '请为这一类人员另起一份名单。'],
    ['This row says something else than the draft says of everybody on it.', 'Draft another list for these people.'],
  ),
  'too-long-ago': fault(
    ['日期超过 60 天或尚未到来,不能列入名单。', '请核对日期;过久的情况不再需要管理。'],
    ['The date is more than 60 days ago or lies ahead.', 'Check it; what is older needs nothing any more.'],
  ),
  'list-needed': fault(
    [
      '这一行会使人变色,须由另一个人看过名单预览后同意,不能凭一次上传生效。',
      '请先起草名单(依据、文号、截止时间),上传时在 list 参数中填写它的编号。解除的行(隔离已结束、出院、排除、蓝标、绿标)不需要名单;解除隔离请写明已经过去的结束时间。',
    ],
    [
      'This row colours somebody: a second person has to read the preview of a list and agree first.',
      'Draft a list (ground, document number, end) and send the file with its id as "list". Rows that release need none: an isolation that has ended, with the time it ended, discharged, excluded, a blue or green tag.',
    ],
  ),
  'place-unreadable': fault(
    ['地点编号只能由字母、数字、汉字和连字符组成,不超过 64 个字。', '请填写场所或楼栋在系统中的编号。'],
    [
      'The id of a place has letters, digits, Chinese characters and hyphens, 64 at most.',
      'Give the id that the venue or building has in the system.',
    ],
  ),
  'number-unreadable': fault(
    ['这一格应当是一个数。', '请只填数字。'],
    ['A number should stand here.', 'Write digits only.'],
  ),
  'text-too-long': fault(
    ['这一格的内容过长。', '请缩短后重新上传这一行。'],
    ['This cell holds too much.', 'Shorten it and send this row again.'],
  ),
  'tube-missing': fault(
    ['混检结果没有写采样管号。', '请补上管号:同管的人要靠它找到。'],
    ['A pooled result without the number of its tube.', 'Give it: the others of the same tube are found by it.'],
  ),
  'tube-unknown': fault(
    ['没有登记过这个采样管,这一行也没有证件号码。', '请核对管号,或补上同管人员的证件号码。'],
    [
      'This tube was never registered, and the row names nobody.',
      'Compare the number of the tube, or give the documents of everybody in it.',
    ],
  ),
  'tube-open': fault(
    ['这个采样管没有封管,或清点人数与登记不符。', '请采样点先核对并封管,再上传这一行。'],
    [
      'The tube is not closed, or its count differs.',
      'Have the collecting point settle and close it, then send this row again.',
    ],
  ),
  'row-too-wide': fault(
    ['这一行的格数比表头多,内容可能错位。', '请检查是否有内容里带了分隔符而没有加引号。'],
    [
      'The row has more cells than the header; they may have shifted.',
      'See whether a cell holds a separator without quotes around it.',
    ],
  ),
  'row-too-long': fault(
    ['这一行过长。', '请检查是否缺了换行。'],
    ['The row is too long.', 'See whether a line break is missing.'],
  ),
  'quote-open': fault(
    ['这一行的引号没有成对。', '请把内容中的引号写成两个。'],
    ['A quotation mark of this row is never closed.', 'Write a quotation mark inside a cell twice.'],
  ),
  'characters-unreadable': fault(
    ['这一行有无法识别的字符,文件编码可能不一致。', '请把文件另存为 UTF-8 后重新上传。'],
    [
      'The row has characters that cannot be read; its encoding may differ from the rest.',
      'Save the file as UTF-8 and send it again.',
    ],
  ),
  'item-unreadable': fault(
    ['这一项不是完整的 JSON 对象。', '请由导出程序的维护者检查。'],
    ['This item is not a whole JSON object.', 'Whoever maintains the export should look at it.'],
  ),
} as const satisfies Record<string, FaultText>;

export type IngestFault = keyof typeof ingestFaults;
