import { defineRoute } from '../route.ts';
import * as areaList from '../schemas/area-list.ts';
import { Id, closed } from '../schemas/basics.ts';

const tag = 'listing';
const params = closed({ areaListId: Id });
const access = { staff: ['health-data'], scope: 'own-division', divisionOf: 'the list' } as const;

export const previewAreas = defineRoute({
  name: 'previewAreas',
  method: 'GET',
  path: '/area-lists/:areaListId/preview',
  summary: {
    zh: '预览上传的风险区:多少人到过、颜色怎样变化',
    en: 'See what uploaded risk areas would do: who has been there, how many turn from what to what',
  },
  tag,
  access: { ...access, staff: ['health-data', 'policy-approver'] },
  params,
  status: 200,
  response: areaList.AreaPreview,
});

export const proposeAreas = defineRoute({
  name: 'proposeAreas',
  method: 'POST',
  path: '/area-lists/:areaListId/proposal',
  summary: { zh: '提请第二人审批风险区', en: 'Put risk areas before a second person' },
  tag,
  access,
  params,
  body: areaList.AreaProposal,
  status: 201,
  response: areaList.AreaProposed,
  problems: [
    'list-not-a-draft',
    'list-preview-needed',
    'personnel-number-missing',
    'approval-too-early',
    'approval-invalid',
  ],
});

export const withdrawAreas = defineRoute({
  name: 'withdrawAreas',
  method: 'POST',
  path: '/area-lists/:areaListId/withdrawal',
  summary: { zh: '撤回已公布的风险区,一个人即可', en: 'Take announced areas back: one person suffices' },
  tag,
  access,
  params,
  status: 200,
  response: areaList.AreasWithdrawn,
  problems: ['list-closed'],
});
