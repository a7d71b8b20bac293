import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as staff from '../schemas/staff.ts';
import { everyRole } from './roles.ts';

const tag = 'staff';
const Empty = Type.Null();
const self = { staff: everyRole, scope: 'self' } as const;
const administersAccount = { staff: ['admin'], scope: 'own-division', divisionOf: 'the account' } as const;
const params = closed({ staffId: Id });

export const staffSignIn = defineRoute({
  name: 'staffSignIn',
  method: 'POST',
  path: '/staff/session',
  summary: { zh: '工作人员登录', en: 'Staff sign in' },
  tag,
  access: 'public',
  limit: { per: 'address', count: 30, seconds: 60 },
  body: staff.StaffSignIn,
  status: 201,
  response: staff.StaffSession,
  problems: ['login-wrong', 'login-too-soon', 'one-time-password-expired'],
});

export const staffSignOut = defineRoute({
  name: 'staffSignOut',
  method: 'DELETE',
  path: '/staff/session',
  summary: { zh: '工作人员退出登录', en: 'Staff sign out' },
  tag,
  access: self,
  status: 204,
  response: Empty,
});

export const getOwnStaffAccount = defineRoute({
  name: 'getOwnStaffAccount',
  method: 'GET',
  path: '/staff/me',
  summary: { zh: '我的工作账号', en: 'My staff account' },
  tag,
  access: self,
  status: 200,
  response: staff.StaffMember,
});

export const changeOwnPassword = defineRoute({
  name: 'changeOwnPassword',
  method: 'PUT',
  path: '/staff/me/password',
  summary: { zh: '修改我的密码,其他登录随即失效', en: 'Change my password; my other sessions end' },
  tag,
  access: self,
  body: staff.PasswordChange,
  status: 204,
  response: Empty,
  problems: ['login-wrong', 'password-unchanged'],
});

export const createStaff = defineRoute({
  name: 'createStaff',
  method: 'POST',
  path: '/staff',
  summary: { zh: '新建工作人员账号', en: 'Create a staff account' },
  tag,
  access: { staff: ['admin'], scope: 'own-division', divisionOf: '/body/division' },
  body: staff.StaffAccount,
  status: 201,
  response: staff.StaffCreated,
  problems: [
    'division-unknown',
    'name-taken',
    'personnel-number-taken',
    'approval-required',
    'approval-invalid',
    'personnel-number-missing',
  ],
});

export const listStaff = defineRoute({
  name: 'listStaff',
  method: 'GET',
  path: '/staff',
  summary: { zh: '本区划的工作人员账号', en: 'Staff accounts of my division, 200 at a time' },
  tag,
  access: { staff: ['admin', 'auditor'], scope: 'own-division', divisionOf: 'each row' },
  query: closed({ after: Type.Optional(Id) }),
  status: 200,
  response: closed({ staff: Type.Array(staff.StaffMember) }),
});

export const changeStaff = defineRoute({
  name: 'changeStaff',
  method: 'PUT',
  path: '/staff/:staffId',
  summary: { zh: '更改岗位、区划,或登记工号', en: 'Change role or division, or enter the personnel number' },
  tag,
  access: administersAccount,
  params,
  body: staff.StaffChange,
  status: 200,
  response: staff.StaffCreated,
  problems: [
    'division-unknown',
    'last-administrator',
    'personnel-number-taken',
    'personnel-number-fixed',
    'approval-required',
    'approval-invalid',
    'personnel-number-missing',
  ],
});

export const disableStaff = defineRoute({
  name: 'disableStaff',
  method: 'DELETE',
  path: '/staff/:staffId',
  summary: { zh: '停用账号,其登录随即失效', en: 'Disable an account; its sessions end at once' },
  tag,
  access: administersAccount,
  params,
  status: 200,
  response: closed({ disabled: Type.Boolean() }),
  problems: ['last-administrator'],
});

export const resetStaffPassword = defineRoute({
  name: 'resetStaffPassword',
  method: 'POST',
  path: '/staff/:staffId/password-reset',
  summary: { zh: '重置密码,给出一次性密码', en: 'Reset a password to one that serves once' },
  tag,
  access: administersAccount,
  params,
  status: 200,
  response: staff.OneTimePassword,
});
