import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Area, closed } from '../schemas/basics.ts';
import { DivisionInFull, DivisionList } from '../schemas/division.ts';

const tag = 'division';
const maxAgeSeconds = 3600;

export const listDivisions = defineRoute({
  name: 'listDivisions',
  method: 'GET',
  path: '/divisions',
  summary: { zh: '下级行政区划;不带 parent 时为各省', en: 'The divisions inside one, or the provinces' },
  tag,
  access: 'public',
  query: closed({ parent: Type.Optional(Area) }),
  status: 200,
  response: DivisionList,
  maxAgeSeconds,
});

export const getDivision = defineRoute({
  name: 'getDivision',
  method: 'GET',
  path: '/divisions/:code',
  summary: { zh: '一个行政区划,也包括已撤销的', en: 'A division, also one that was dissolved' },
  tag,
  access: 'public',
  params: closed({ code: Area }),
  status: 200,
  response: DivisionInFull,
  maxAgeSeconds,
});
