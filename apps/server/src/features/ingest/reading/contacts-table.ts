import type { TableShape } from './read-table.ts';
import { person } from './table-kind.ts';

const { document, documentType, country } = person;

/** People who met a case: a row is a person. What else a list says of all of them stands in its draft. */
export const contactsTable: TableShape = {
  columns: {
    document: document!,
    documentType: documentType!,
    country: country!,
    since: {
      names: [
        '最后接触时间',
        '最后接触日期',
        '接触时间',
        '接触日期',
        '判定时间',
        '日期',
        'lastContactAt',
        'since',
        'date',
      ],
      type: { moment: 'past' },
      needed: true,
    },
    degree: {
      names: ['接触类别', '接触类型', '密接类型', '类别', 'degree', 'contactType'],
      type: {
        words: {
          密接: 'close',
          密切接触者: 'close',
          close: 'close',
          次密接: 'secondary',
          次密: 'secondary',
          密接的密接: 'secondary',
          secondary: 'secondary',
          时空伴随: 'companion',
          时空伴随者: 'companion',
          companion: 'companion',
          区域协查: 'investigated',
          协查: 'investigated',
          investigated: 'investigated',
        },
      },
    },
  },
};
