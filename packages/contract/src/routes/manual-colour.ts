import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as manual from '../schemas/manual-colour.ts';

const tag = 'manual-colour';
const params = closed({ manualColourId: Id });
const ofClearance = closed({ clearanceId: Id });

export const proposeManualColour = defineRoute({
  name: 'proposeManualColour',
  method: 'POST',
  path: '/manual-colours',
  summary: { zh: '提请对一个人人工赋码', en: 'Propose a colour by hand for one person' },
  tag,
  access: { staff: ['health-data'], scope: 'own-division', divisionOf: 'the person' },
  body: manual.ManualColourProposal,
  status: 201,
  response: manual.ManualColourProposed,
  problems: ['approval-invalid', 'approval-too-early', 'personnel-number-missing', 'manual-colour-limit', 'not-found'],
});

export const readManualColour = defineRoute({
  name: 'readManualColour',
  method: 'GET',
  path: '/manual-colours/:manualColourId',
  summary: { zh: '查看一项人工赋码;审批人看过才能同意', en: 'Read a colour by hand: who approves must have read it' },
  tag,
  access: { staff: ['health-data', 'policy-approver'], scope: 'own-division', divisionOf: 'the person' },
  params,
  status: 200,
  response: manual.ManualColourPreview,
});

export const liftManualColour = defineRoute({
  name: 'liftManualColour',
  method: 'POST',
  path: '/manual-colours/:manualColourId/lift',
  summary: { zh: '解除人工赋码,一个人即可', en: 'Lift a colour set by hand: one person suffices' },
  tag,
  access: { staff: ['health-data', 'reviewer', 'policy-approver'], scope: 'own-division', divisionOf: 'the person' },
  params,
  status: 200,
  response: manual.ManualColourLifted,
  problems: ['list-closed'],
});

export const listManualColours = defineRoute({
  name: 'listManualColours',
  method: 'GET',
  path: '/manual-colours',
  summary: { zh: '本区划的人工赋码', en: 'Colours set by hand in my division, newest first, 200 at most' },
  tag,
  access: { staff: ['health-data', 'policy-approver', 'auditor'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: closed({ manualColours: Type.Array(manual.ManualColour) }),
});

export const clearColour = defineRoute({
  name: 'clearColour',
  method: 'POST',
  path: '/clearances',
  summary: {
    zh: '立即纠正错误的颜色,一个人即可,事后复核',
    en: 'Clear a wrong colour at once: one person suffices; reviewed later',
  },
  tag,
  access: { staff: ['reviewer', 'health-data'], scope: 'own-division', divisionOf: 'the person' },
  body: manual.ClearanceOrder,
  status: 201,
  response: manual.ClearancesMade,
  problems: ['nothing-to-clear', 'clearance-limit', 'personnel-number-missing', 'not-found'],
});

export const listClearances = defineRoute({
  name: 'listClearances',
  method: 'GET',
  path: '/clearances',
  summary: { zh: '本区划的纠正记录和待复核事项', en: 'Clearances of my division: what is to be reviewed comes first' },
  tag,
  access: { staff: ['reviewer', 'health-data', 'auditor'], scope: 'own-division', divisionOf: 'each row' },
  query: closed({ state: Type.Optional(manual.ClearanceState) }),
  status: 200,
  response: closed({ clearances: Type.Array(manual.Clearance) }),
});

export const reviewClearance = defineRoute({
  name: 'reviewClearance',
  method: 'POST',
  path: '/clearances/:clearanceId/review',
  summary: { zh: '由另一个人复核纠正', en: 'Another person reviews a clearance' },
  tag,
  access: { staff: ['reviewer', 'health-data'], scope: 'own-division', divisionOf: 'the person' },
  params: ofClearance,
  body: manual.ClearanceReview,
  status: 200,
  response: manual.ClearanceReviewed,
  problems: ['list-closed', 'approval-same-person', 'approval-too-early', 'personnel-number-missing'],
});

export const listColourOrders = defineRoute({
  name: 'listColourOrders',
  method: 'GET',
  path: '/me/colour-orders',
  summary: { zh: '对我生效的名单和人工赋码', en: 'Lists and colours by hand that stand on me' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ orders: Type.Array(manual.ColourOrder) }),
});

export const getColouringStatistics = defineRoute({
  name: 'getColouringStatistics',
  method: 'GET',
  path: '/statistics/colouring',
  summary: {
    zh: '赋码名单、人工赋码和纠正的公开统计',
    en: 'Public statistics of lists, colours by hand and clearances',
  },
  tag,
  access: 'public',
  status: 200,
  maxAgeSeconds: 60,
  response: manual.ColouringStatistics,
});
