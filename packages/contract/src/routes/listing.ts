import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as listing from '../schemas/listing.ts';

const tag = 'listing';
const params = closed({ listId: Id });
const ofList = { staff: ['health-data'], scope: 'own-division', divisionOf: 'the list' } as const;
const readers = { staff: ['health-data', 'policy-approver'], scope: 'own-division', divisionOf: 'the list' } as const;
const megabyte = 1_048_576;

export const createColourList = defineRoute({
  name: 'createColourList',
  method: 'POST',
  path: '/colour-lists',
  summary: {
    zh: '起草赋码名单,尚不生效',
    en: 'Draft a list that is to colour people; nothing takes effect',
  },
  tag,
  access: { staff: ['health-data'], scope: 'own-division', divisionOf: '/body/division' },
  body: listing.ColourListDraft,
  bodyLimit: megabyte,
  status: 201,
  response: listing.EntriesTaken,
  problems: ['division-unknown', 'approval-invalid'],
});

export const addListedPeople = defineRoute({
  name: 'addListedPeople',
  method: 'POST',
  path: '/colour-lists/:listId/entries',
  summary: { zh: '向名单草稿增加人员', en: 'Add people to a draft' },
  tag,
  access: ofList,
  params,
  body: listing.MoreEntries,
  bodyLimit: megabyte,
  status: 200,
  response: listing.EntriesTaken,
  problems: ['list-not-a-draft'],
});

export const leaveOutListed = defineRoute({
  name: 'leaveOutListed',
  method: 'POST',
  path: '/colour-lists/:listId/left-out',
  summary: { zh: '从草稿中去掉预览提示有疑问的人员', en: 'Leave out of a draft whom the preview doubts' },
  tag,
  access: ofList,
  params,
  body: listing.LeaveOut,
  status: 200,
  response: listing.LeftOut,
  problems: ['list-not-a-draft'],
});

export const previewColourList = defineRoute({
  name: 'previewColourList',
  method: 'POST',
  path: '/colour-lists/:listId/preview',
  summary: {
    zh: '预览名单的后果:多少人、从什么颜色变为什么颜色、在哪里',
    en: 'See what a list would do: how many turn from what to what, where',
  },
  tag,
  access: ofList,
  params,
  status: 200,
  response: listing.ListPreview,
  problems: ['list-not-a-draft'],
});

export const readListPreview = defineRoute({
  name: 'readListPreview',
  method: 'GET',
  path: '/colour-lists/:listId/preview',
  summary: { zh: '查看预览;审批人看过才能同意', en: 'Read the preview: who approves must have read it' },
  tag,
  access: readers,
  params,
  status: 200,
  response: listing.ListPreview,
  problems: ['list-preview-needed'],
});

export const proposeColourList = defineRoute({
  name: 'proposeColourList',
  method: 'POST',
  path: '/colour-lists/:listId/proposal',
  summary: { zh: '提请另一个人审批名单', en: 'Put a list before a second person' },
  tag,
  access: ofList,
  params,
  body: listing.ListProposal,
  status: 201,
  response: listing.ListProposed,
  problems: [
    'list-not-a-draft',
    'list-preview-needed',
    'list-outside-division',
    'list-without-link',
    'list-empty',
    'approval-invalid',
    'approval-too-early',
    'personnel-number-missing',
  ],
});

export const withdrawColourList = defineRoute({
  name: 'withdrawColourList',
  method: 'POST',
  path: '/colour-lists/:listId/withdrawal',
  summary: {
    zh: '撤销名单,一个人即可,所有人随即重新判定',
    en: 'Withdraw a list: one person suffices; everybody on it is decided anew',
  },
  tag,
  access: readers,
  params,
  status: 200,
  response: listing.ListWithdrawn,
  problems: ['list-closed'],
});

export const listColourLists = defineRoute({
  name: 'listColourLists',
  method: 'GET',
  path: '/colour-lists',
  summary: { zh: '本区划的赋码名单', en: 'The lists of my division, newest first, 200 at most' },
  tag,
  access: { staff: ['health-data', 'policy-approver', 'auditor'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: closed({ lists: Type.Array(listing.ColourList) }),
});
