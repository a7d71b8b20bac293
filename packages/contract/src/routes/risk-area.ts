import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { closed } from '../schemas/basics.ts';
import { RiskAreaPage } from '../schemas/risk-area.ts';

export const findRiskAreas = defineRoute({
  name: 'findRiskAreas',
  method: 'GET',
  path: '/risk-areas',
  summary: { zh: '查询风险地区', en: 'Look up risk areas by the name of a place' },
  tag: 'listing',
  access: 'public',
  query: closed({
    name: Type.Optional(
      Type.String({
        pattern: "^[0-9A-Za-zÀ-ɏ一-鿿 ·’']{1,40}$",
        description: 'part of the name of a place, or of a division it lies in, or its number',
        examples: ['小店区'],
      }),
    ),
    after: Type.Optional(Type.String({ pattern: '^\\d{1,6}$', description: '`next` of the page before' })),
  }),
  status: 200,
  response: RiskAreaPage,
  maxAgeSeconds: 60,
});
