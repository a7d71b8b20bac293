import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import * as record from '../schemas/access-record.ts';
import { closed } from '../schemas/basics.ts';

export const listAccessRecords = defineRoute({
  name: 'listAccessRecords',
  method: 'GET',
  path: '/me/access-records',
  summary: { zh: '哪些工作人员看过我的信息,为什么', en: 'Which staff looked at my data, and what for' },
  tag: 'identity',
  access: 'citizen',
  status: 200,
  response: closed({ records: Type.Array(record.AccessRecord) }),
});

export const lookUpPerson = defineRoute({
  name: 'lookUpPerson',
  method: 'POST',
  path: '/staff/person-lookups',
  summary: { zh: '按证件查询本区划的人员', en: 'Look a person of my division up by document' },
  tag: 'staff',
  access: {
    staff: ['hotline', 'community', 'reviewer', 'health-data'],
    scope: 'own-division',
    divisionOf: 'the person',
  },
  body: record.PersonLookup,
  status: 200,
  response: record.PersonLookedUp,
  problems: ['too-many-lookups'],
});

export const auditAccessRecords = defineRoute({
  name: 'auditAccessRecords',
  method: 'GET',
  path: '/audit/access-records',
  summary: { zh: '审计:工作人员的查询记录', en: 'Audit: who of the staff looked at whom, the latest 500' },
  tag: 'staff',
  access: { staff: ['auditor'], scope: 'own-division', divisionOf: 'each row' },
  query: record.AccessAuditQuery,
  status: 200,
  response: record.AccessAudit,
});
