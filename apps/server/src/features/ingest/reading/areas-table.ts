import type { TableShape } from './read-table.ts';

/** Risk areas: a row is a division, or a building or venue of one. */
export const areasTable: TableShape = {
  columns: {
    division: {
      names: ['区划代码', '行政区划代码', '区划', '所在区划', 'division', 'divisionCode'],
      type: 'division',
      needed: true,
    },
    place: { names: ['场所编号', '楼栋编号', '小区编号', '地点编号', 'place', 'placeId'], type: 'place' },
    name: {
      names: ['名称', '区域名称', '风险区名称', '地点', 'name', 'areaName'],
      type: { text: 200 },
      needed: true,
    },
    level: {
      names: ['风险等级', '等级', '级别', 'level', 'riskLevel'],
      type: {
        words: {
          高: 'high',
          高风险: 'high',
          高风险区: 'high',
          high: 'high',
          中: 'medium',
          中风险: 'medium',
          中风险区: 'medium',
          medium: 'medium',
          低: 'low',
          低风险: 'low',
          低风险区: 'low',
          low: 'low',
        },
      },
      needed: true,
    },
    from: {
      names: ['开始时间', '划定时间', '划定日期', '开始日期', '起始日期', 'from', 'since', 'startDate'],
      type: { moment: 'past' },
      needed: true,
    },
    to: {
      names: ['结束时间', '解除时间', '解除日期', '结束日期', '截止日期', 'to', 'until', 'endDate'],
      type: { moment: 'any' },
    },
  },
  inOrder: ['from', 'to'],
};
