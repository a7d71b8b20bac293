import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { closed } from '../schemas/basics.ts';
import * as permit from '../schemas/permit.ts';

const tag = 'explanation';

export const askMovementPermit = defineRoute({
  name: 'askMovementPermit',
  method: 'POST',
  path: '/me/movement-permits',
  summary: {
    zh: '黄码限时通行:一次颜色可以自助办理一次,用于回家',
    en: 'A movement permit for a yellow code: once for each time it turns yellow, to get home',
  },
  tag,
  access: 'citizen',
  body: permit.PermitRequest,
  status: 201,
  response: permit.MovementPermit,
  problems: ['division-unknown', 'permit-not-offered', 'permit-not-for-colour', 'permit-used', 'no-decision-yet'],
  idempotencyKey: true,
});

export const listMovementPermits = defineRoute({
  name: 'listMovementPermits',
  method: 'GET',
  path: '/me/movement-permits',
  summary: { zh: '我现在有效的限时通行', en: 'My movement permits that are in force' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ permits: Type.Array(permit.MovementPermit) }),
});

export const issueMovementPermit = defineRoute({
  name: 'issueMovementPermit',
  method: 'POST',
  path: '/staff/movement-permits',
  summary: {
    zh: '为本区划的黄码人员开具限时通行',
    en: 'Issue a movement permit to a person of my division whose code is yellow',
  },
  tag,
  access: { staff: ['community', 'reviewer'], scope: 'own-division', divisionOf: 'the person' },
  body: permit.OfficerPermit,
  status: 201,
  response: permit.OfficerPermitIssued,
  problems: ['division-unknown', 'permit-not-offered', 'permit-not-for-colour', 'no-decision-yet', 'too-many-lookups'],
  idempotencyKey: true,
});
