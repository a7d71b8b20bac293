import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as release from '../schemas/release.ts';
import * as simulation from '../schemas/simulation.ts';

const tag = 'release';
const params = closed({ releaseId: Id });
const ofRelease = { scope: 'own-division', divisionOf: 'the release' } as const;
const readers = ['policy-editor', 'policy-approver', 'auditor'] as const;

export const draftPack = defineRoute({
  name: 'draftPack',
  method: 'POST',
  path: '/policy/packs',
  summary: {
    zh: '提交规则包草案:检查不通过的不保存',
    en: 'Hand in a draft pack; one that is not in order is not stored',
  },
  tag,
  access: { staff: ['policy-editor'], scope: 'own-division', divisionOf: '/body/division' },
  body: release.PackDraft,
  bodyLimit: 1_000_000,
  status: 201,
  response: release.PackStored,
  problems: ['division-unknown', 'pack-faulty', 'pack-version-taken'],
});

export const getPack = defineRoute({
  name: 'getPack',
  method: 'GET',
  path: '/policy/packs/:id/:version',
  summary: { zh: '已批准发布的规则包全文', en: 'A pack of an approved release, in full' },
  tag,
  access: 'public',
  params: release.PackName,
  status: 200,
  response: Type.Object({ pack: Type.Unknown(), valueSets: Type.Unknown() }),
  problems: ['not-found'],
});

export const getRulesInForce = defineRoute({
  name: 'getRulesInForce',
  method: 'GET',
  path: '/policy/in-force',
  summary: { zh: '现行规则和已公布的下一次调整', en: 'The rules in force and what is announced' },
  tag,
  access: 'public',
  status: 200,
  response: release.RulesInForce,
});

export const createRelease = defineRoute({
  name: 'createRelease',
  method: 'POST',
  path: '/releases',
  summary: { zh: '起草一次发布', en: 'Draft a release' },
  tag,
  access: { staff: ['policy-editor'], scope: 'own-division', divisionOf: '/body/division' },
  body: release.ReleaseDraft,
  status: 201,
  response: closed({ releaseId: Id }),
  problems: ['division-unknown', 'release-faulty'],
});

export const changeRelease = defineRoute({
  name: 'changeRelease',
  method: 'PUT',
  path: '/releases/:releaseId',
  summary: { zh: '修改发布草案', en: 'Change a draft of a release' },
  tag,
  access: { staff: ['policy-editor'], ...ofRelease },
  params,
  body: release.ReleaseDraft,
  status: 200,
  response: closed({ releaseId: Id }),
  problems: ['not-found', 'division-unknown', 'release-faulty', 'release-closed'],
});

export const listReleases = defineRoute({
  name: 'listReleases',
  method: 'GET',
  path: '/releases',
  summary: { zh: '发布列表', en: 'Releases of my division and below, the newest first' },
  tag,
  access: { staff: readers, scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: closed({ releases: Type.Array(release.ReleaseSummary) }),
});

export const getRelease = defineRoute({
  name: 'getRelease',
  method: 'GET',
  path: '/releases/:releaseId',
  summary: { zh: '一次发布,及与现行规则的区别', en: 'A release, and in words what it changes' },
  tag,
  access: { staff: readers, ...ofRelease },
  params,
  status: 200,
  response: release.Release,
  problems: ['not-found'],
});

export const proposeRelease = defineRoute({
  name: 'proposeRelease',
  method: 'POST',
  path: '/releases/:releaseId/proposal',
  summary: { zh: '提请批准一次发布', en: 'Put a release before a second person' },
  tag,
  access: { staff: ['policy-editor'], ...ofRelease },
  params,
  body: release.ReleaseProposal,
  status: 201,
  response: closed({ approvalId: Id }),
  problems: [
    'not-found',
    'approval-invalid',
    'approval-too-early',
    'personnel-number-missing',
    'release-closed',
    'release-not-simulated',
    'release-outdated',
  ],
});

export const proposeRollback = defineRoute({
  name: 'proposeRollback',
  method: 'POST',
  path: '/releases/:releaseId/rollback',
  summary: { zh: '提请退回上一次发布', en: 'Ask for the release before this one to come back' },
  tag,
  access: { staff: ['policy-editor', 'policy-approver'], ...ofRelease },
  params,
  body: release.ReleaseRollback,
  status: 201,
  response: closed({ approvalId: Id }),
  problems: [
    'not-found',
    'approval-invalid',
    'approval-too-early',
    'personnel-number-missing',
    'release-not-in-force',
    'release-first',
  ],
});

export const simulateRelease = defineRoute({
  name: 'simulateRelease',
  method: 'POST',
  path: '/releases/:releaseId/simulations',
  summary: { zh: '用草案试算现有人群,不改变任何人', en: 'Run a draft over the people there are; nobody is changed' },
  tag,
  access: { staff: ['policy-editor', 'policy-approver'], ...ofRelease },
  params,
  body: simulation.SimulationRequest,
  status: 202,
  response: closed({ simulationId: Id }),
  problems: ['not-found', 'release-closed'],
});

export const listSimulations = defineRoute({
  name: 'listSimulations',
  method: 'GET',
  path: '/releases/:releaseId/simulations',
  summary: { zh: '一次发布的试算结果', en: 'What simulations of a release found' },
  tag,
  access: { staff: readers, ...ofRelease },
  params,
  status: 200,
  response: closed({ simulations: Type.Array(simulation.Simulation) }),
  problems: ['not-found'],
});
