import { instant, person, said, textOf, type TableKind } from './table-kind.ts';

/** Results of nucleic acid tests: a row is a sample, or a tube with everybody in it. */
export const natTable: TableKind = {
  source: 'nat-laboratory',
  fact: 'nat',
  columns: {
    ...person,
    members: { names: ['同管人员', '混检成员', '成员', 'members'], type: 'members' },
    result: {
      names: ['检测结果', '结果', '核酸结果', '核酸检测结果', 'result', 'testResult'],
      type: {
        words: {
          阴性: 'negative',
          阴: 'negative',
          未检出: 'negative',
          negative: 'negative',
          neg: 'negative',
          '-': 'negative',
          阳性: 'positive',
          阳: 'positive',
          检出: 'positive',
          positive: 'positive',
          pos: 'positive',
          '+': 'positive',
        },
      },
      needed: true,
    },
    sampledAt: {
      names: ['采样时间', '采样日期', '采集时间', 'sampledAt', 'samplingTime', 'collectionTime'],
      type: { moment: 'past' },
      needed: true,
    },
    reportedAt: {
      names: ['报告时间', '报告日期', '出结果时间', '检测时间', '检测日期', 'reportedAt', 'reportTime', 'testTime'],
      type: { moment: 'past' },
    },
    institution: {
      names: ['检测机构', '检测机构名称', '检测单位', '实验室', 'institution', 'laboratory', 'lab'],
      type: { text: 100 },
      needed: true,
    },
    method: {
      names: ['检测方式', '采样方式', '采样类型', 'method', 'sampleType'],
      type: {
        words: {
          单检: 'single',
          单采: 'single',
          单管: 'single',
          single: 'single',
          混检: 'pool',
          混采: 'pool',
          混管: 'pool',
          '3混1': 'pool',
          '5混1': 'pool',
          '10混1': 'pool',
          '20混1': 'pool',
          pool: 'pool',
          pooled: 'pool',
        },
      },
    },
    tube: {
      names: [
        '采样管号',
        '管号',
        '试管编号',
        '样本编号',
        '标本编号',
        '条码',
        '条码号',
        'tube',
        'tubeNumber',
        'sampleNumber',
        'barcode',
      ],
      type: { text: 60 },
    },
  },
  // A tube, or where it has no number the sampling, tells one test of a person from another.
  key: (row) => [textOf(row, 'institution'), trimZeros(textOf(row, 'tube')) ?? instant(row, 'sampledAt')],
  data: (row) => ({
    result: row['result'],
    sampledAt: instant(row, 'sampledAt'),
    reportedAt: instant(row, 'reportedAt') ?? instant(row, 'sampledAt'),
    institution: row['institution'],
    method: row['method'] ?? 'single',
    tube: row['tube'],
  }),
  saidAt: said('reportedAt', 'sampledAt'),
  inOrder: ['sampledAt', 'reportedAt'],
  keptDays: 30,
};

/** A spreadsheet drops the zeros before a number: 00123 and 123 are one tube. */
function trimZeros(tube: string | undefined): string | undefined {
  return tube?.replace(/^0+(?=\d)/, '');
}
