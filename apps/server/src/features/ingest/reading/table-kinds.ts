import { natTable } from './nat-table.ts';
import { edge, momentOf, period, person, said, textOf, type FactTable, type TableKind } from './table-kind.ts';

export type { FactTable, TableKind } from './table-kind.ts';

/** What each kind of table holds. A kind more is an entry more. */
export const tableKinds: Readonly<Record<FactTable, TableKind>> = {
  nat: natTable,
  'case-state': {
    source: 'health-commission',
    fact: 'case-state',
    columns: {
      ...person,
      ...period,
      state: {
        names: ['病例状态', '状态', '分类', '病例分类', 'state', 'caseState'],
        type: {
          words: {
            确诊: 'confirmed',
            确诊病例: 'confirmed',
            confirmed: 'confirmed',
            疑似: 'suspected',
            疑似病例: 'suspected',
            suspected: 'suspected',
            无症状: 'asymptomatic',
            无症状感染者: 'asymptomatic',
            asymptomatic: 'asymptomatic',
            初筛阳性: 'first-screen-positive',
            'first-screen-positive': 'first-screen-positive',
            复阳: 'repositive',
            repositive: 'repositive',
            出院: 'discharged',
            治愈出院: 'discharged',
            discharged: 'discharged',
            排除: 'none',
            none: 'none',
          },
        },
        needed: true,
      },
    },
    key: () => [],
    data: (row) => ({ state: row['state'], since: edge(row, 'since'), until: edge(row, 'until') }),
    saidAt: said('since'),
    inOrder: ['since', 'until'],
    keptDays: 90,
    residentsOnly: true,
  },
  isolation: {
    source: 'control-office',
    fact: 'isolation',
    columns: {
      ...person,
      ...period,
      place: {
        names: ['隔离方式', '隔离类型', '方式', 'place', 'isolationType'],
        type: {
          words: {
            集中: 'central',
            集中隔离: 'central',
            central: 'central',
            居家: 'home',
            居家隔离: 'home',
            居家健康监测: 'home',
            home: 'home',
          },
        },
        needed: true,
      },
    },
    // An end that is told later belongs to the order of the same beginning.
    key: (row) => [momentOf(row, 'since')?.day, textOf(row, 'place')],
    data: (row) => ({ place: row['place'], since: edge(row, 'since'), until: edge(row, 'until') }),
    saidAt: said('since'),
    inOrder: ['since', 'until'],
    keptDays: 60,
    residentsOnly: true,
  },
  vaccination: {
    source: 'vaccination-registry',
    fact: 'vaccination',
    columns: {
      ...person,
      doses: { names: ['接种剂次', '剂次', '针次', 'doses', 'dose'], type: { integer: [0, 9] }, needed: true },
      lastDoseAt: {
        names: ['最近接种日期', '接种日期', '接种时间', 'lastDoseAt', 'doseDate'],
        type: { moment: 'past' },
        needed: true,
      },
    },
    key: () => [],
    data: (row) => ({ doses: row['doses'], lastDoseAt: momentOf(row, 'lastDoseAt')?.day }),
    saidAt: said('lastDoseAt'),
    keptDays: 365,
  },
  'entry-from-abroad': {
    source: 'exit-entry',
    fact: 'entry-from-abroad',
    columns: {
      ...person,
      enteredAt: {
        names: ['入境时间', '入境日期', 'enteredAt', 'entryDate'],
        type: { moment: 'past' },
        needed: true,
      },
      port: { names: ['入境口岸', '口岸', 'port'], type: { text: 60 } },
    },
    key: (row) => [momentOf(row, 'enteredAt')?.day],
    data: (row) => ({ enteredAt: edge(row, 'enteredAt'), port: row['port'] }),
    saidAt: said('enteredAt'),
    keptDays: 60,
  },
  arrival: {
    source: 'control-office',
    fact: 'arrival',
    columns: {
      ...person,
      arrivedAt: {
        names: ['抵达时间', '抵达日期', '到达时间', '到达日期', 'arrivedAt', 'arrivalDate'],
        type: { moment: 'past' },
        needed: true,
      },
      division: { names: ['抵达区划', '区划代码', '区划', 'division'], type: 'division', needed: true },
      tag: {
        names: ['标识', '标签', '分类标识', 'tag'],
        type: {
          words: {
            红标: 'red',
            red: 'red',
            黄标: 'yellow',
            yellow: 'yellow',
            蓝标: 'blue',
            blue: 'blue',
            绿标: 'green',
            green: 'green',
          },
        },
        needed: true,
      },
    },
    key: (row) => [momentOf(row, 'arrivedAt')?.day],
    data: (row) => ({ arrivedAt: edge(row, 'arrivedAt'), division: row['division'], tag: row['tag'] }),
    saidAt: said('arrivedAt'),
    keptDays: 30,
  },
};
