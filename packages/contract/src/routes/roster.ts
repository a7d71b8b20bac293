import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, Instant, closed } from '../schemas/basics.ts';
import * as roster from '../schemas/roster.ts';

const tag = 'roster';
const ofMember = closed({ memberId: Id });
const ofManager = { staff: ['roster'], scope: 'self' } as const;

export const createOrganisation = defineRoute({
  name: 'createOrganisation',
  method: 'POST',
  path: '/organisations',
  summary: { zh: '设立一个单位或学校', en: 'Set up an employer or a school' },
  tag,
  access: { staff: ['admin'], scope: 'own-division', divisionOf: '/body/division' },
  body: roster.NewOrganisation,
  status: 201,
  response: closed({ organisationId: Id }),
  problems: ['division-unknown'],
  idempotencyKey: true,
});

export const appointManagers = defineRoute({
  name: 'appointManagers',
  method: 'PUT',
  path: '/organisations/:organisationId/managers',
  summary: { zh: '指定单位、学校的管理人员', en: 'Say who acts for an employer or a school' },
  tag,
  access: { staff: ['admin'], scope: 'own-division', divisionOf: 'the organisation' },
  params: closed({ organisationId: Id }),
  body: roster.Managers,
  status: 200,
  response: roster.Managers,
  problems: ['not-a-manager'],
});

export const listOrganisations = defineRoute({
  name: 'listOrganisations',
  method: 'GET',
  path: '/organisations',
  summary: { zh: '本区划的单位和学校', en: 'Employers and schools of my division, newest first, 200 at most' },
  tag,
  access: { staff: ['admin', 'auditor'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: closed({ organisations: Type.Array(roster.Organisation) }),
});

export const inviteToRoster = defineRoute({
  name: 'inviteToRoster',
  method: 'POST',
  path: '/roster/invitations',
  summary: { zh: '生成加入码,替换以前的', en: 'Make a code for joining; it takes the place of the one before' },
  tag,
  access: ofManager,
  status: 201,
  response: roster.RosterInvitation,
  problems: ['no-organisation'],
  idempotencyKey: true,
});

export const getRoster = defineRoute({
  name: 'getRoster',
  method: 'GET',
  path: '/roster',
  summary: { zh: '本单位人员今日能否返岗、返校', en: 'Who of our people may come in today' },
  tag,
  access: ofManager,
  query: closed({ after: Type.Optional(Id) }),
  status: 200,
  response: roster.Roster,
  problems: ['no-organisation'],
});

export const removeMember = defineRoute({
  name: 'removeMember',
  method: 'DELETE',
  path: '/roster/members/:memberId',
  summary: { zh: '从名单中移除一个人', en: 'Take somebody off the list' },
  tag,
  access: ofManager,
  params: ofMember,
  status: 200,
  response: closed({ memberId: Id }),
  problems: ['no-organisation', 'not-found'],
});

export const approveReturn = defineRoute({
  name: 'approveReturn',
  method: 'POST',
  path: '/roster/members/:memberId/return-approvals',
  summary: { zh: '同意复工、复学', en: 'Approve that somebody comes back to work or to school' },
  tag,
  access: ofManager,
  params: ofMember,
  status: 200,
  response: closed({ memberId: Id, approvedAt: Instant }),
  problems: ['no-organisation', 'not-found', 'return-not-asked', 'return-not-yet'],
});

export const readRosterOffer = defineRoute({
  name: 'readRosterOffer',
  method: 'POST',
  path: '/me/roster-offers',
  summary: { zh: '加入前查看:哪个单位、能看到什么', en: 'Before joining: which organisation, and what it would see' },
  tag,
  access: 'citizen',
  body: roster.RosterCode,
  status: 200,
  response: roster.RosterOffer,
  problems: ['invitation-over'],
});

export const joinRoster = defineRoute({
  name: 'joinRoster',
  method: 'POST',
  path: '/me/rosters',
  summary: { zh: '同意加入单位、学校的名单', en: 'Agree to be on the list of an employer or a school' },
  tag,
  access: 'citizen',
  body: roster.RosterJoining,
  status: 200,
  response: roster.RosterMembership,
  problems: ['invitation-over', 'organisation-full', 'too-many-rosters'],
});

export const listRosters = defineRoute({
  name: 'listRosters',
  method: 'GET',
  path: '/me/rosters',
  summary: { zh: '我加入的单位和学校', en: 'The employers and schools that see whether I may come in' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ rosters: Type.Array(roster.RosterMembership) }),
});

export const leaveRoster = defineRoute({
  name: 'leaveRoster',
  method: 'DELETE',
  path: '/me/rosters/:memberId',
  summary: { zh: '退出单位、学校的名单', en: 'Leave the list of an employer or a school' },
  tag,
  access: 'citizen',
  params: ofMember,
  status: 200,
  response: closed({ memberId: Id }),
  problems: ['not-found'],
});

export const askReturn = defineRoute({
  name: 'askReturn',
  method: 'POST',
  path: '/me/rosters/:memberId/returns',
  summary: { zh: '申请复工、复学', en: 'Ask to come back to work or to school' },
  tag,
  access: 'citizen',
  params: ofMember,
  status: 200,
  response: roster.RosterMembership,
  problems: ['not-found'],
});
