import { Type, type Static } from 'typebox';
import { ApprovalGround } from './approval.ts';
import { Base64Url, Division, Id, Instant, closed } from './basics.ts';

export const StaffRole = Type.Enum([
  'guard',
  'reviewer',
  'community',
  'policy-editor',
  'policy-approver',
  'health-data',
  'hotline',
  'content',
  'roster',
  'auditor',
  'admin',
]);
export type StaffRole = Static<typeof StaffRole>;

const Username = Type.String({ pattern: '^[a-z][a-z0-9-]{2,31}$' });
const Password = Type.String({ minLength: 12, maxLength: 128 });
const OptionalInstant = Type.Union([Instant, Type.Null()]);

/** The number by which the employer knows the person; what tells two accounts of one person from accounts of two. */
export const PersonnelNumber = Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{2,31}$', examples: ['SX-004217'] });

export const StaffSignIn = closed({
  username: Username,
  password: Password,
  cookie: Type.Optional(
    Type.Boolean({
      description: 'true: the session is put into a cookie, for pages in a browser; absent: a bearer token',
    }),
  ),
});
export type StaffSignIn = Static<typeof StaffSignIn>;

export const StaffSession = closed({
  token: Base64Url(43, 43),
  expiresAt: Instant,
  role: StaffRole,
  division: Division,
  lastSignInAt: Type.Union([Instant, Type.Null()], { description: 'the sign-in before this one' }),
  passwordChangeRequired: Type.Boolean(),
});
export type StaffSession = Static<typeof StaffSession>;

export const StaffAccount = closed({
  username: Username,
  password: Password,
  role: StaffRole,
  division: Division,
  personnelNumber: Type.Optional(PersonnelNumber),
  approval: Type.Optional(ApprovalGround),
});
export type StaffAccount = Static<typeof StaffAccount>;

/** With an `approvalId` nothing has happened yet: another person decides. */
export const StaffCreated = closed({ staffId: Id, approvalId: Type.Union([Id, Type.Null()]) });

export const StaffChange = Type.Object(
  {
    role: Type.Optional(StaffRole),
    division: Type.Optional(Division),
    personnelNumber: Type.Optional(PersonnelNumber),
    approval: Type.Optional(ApprovalGround),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type StaffChange = Static<typeof StaffChange>;

export const StaffMember = closed({
  staffId: Id,
  username: Type.String(),
  role: StaffRole,
  division: Division,
  roleUntil: OptionalInstant,
  hasPersonnelNumber: Type.Boolean(),
  pseudonym: Type.String({ description: 'the name under which the log speaks of this account' }),
  createdAt: Instant,
  lastSignInAt: OptionalInstant,
  disabledAt: OptionalInstant,
});
export type StaffMember = Static<typeof StaffMember>;

export const PasswordChange = closed({ password: Password, newPassword: Password });

export const OneTimePassword = closed({ password: Type.String(), expiresAt: Instant });
