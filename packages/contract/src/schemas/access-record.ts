import { Type, type Static } from 'typebox';
import { Bilingual, Colour, Division, Id, Instant, closed } from './basics.ts';
import { StaffRole } from './staff.ts';
import { accessPurposes, accessSubjects } from '../access-words.ts';
import type { AccessPurpose, AccessSubject } from '../access-words.ts';

export const Purpose = Type.Enum(Object.keys(accessPurposes) as [AccessPurpose, ...AccessPurpose[]]);
export const Seen = Type.Enum(Object.keys(accessSubjects) as [AccessSubject, ...AccessSubject[]]);

/** Number of the call, ticket or file that made the access necessary. The person reads it; it can hold no phone or document number. */
export const AccessReference = Type.String({
  pattern: '^(?!.*\\d{11})[A-Za-z0-9][A-Za-z0-9./-]{0,39}$',
  maxLength: 40,
  examples: ['HL-20261124-0042'],
});

/** A code of a closed list with its words. */
const Worded = <T extends typeof Purpose | typeof Seen | typeof StaffRole>(code: T) =>
  closed({ code, name: Bilingual });

/** One access of staff to a person's data, as she sees it: everything but who it was by name. */
export const AccessRecord = closed({
  accessId: Id,
  at: Instant,
  role: Worded(StaffRole),
  division: Division,
  purpose: Worded(Purpose),
  seen: Type.Array(Worded(Seen)),
  reference: Type.String(),
});
export type AccessRecord = Static<typeof AccessRecord>;

export const PersonLookup = closed({
  documentType: Type.String({ pattern: '^\\d{2}$', description: 'GB/T certificate type' }),
  documentNumber: Type.String({ minLength: 5, maxLength: 24, examples: ['140105198003070027'] }),
  purpose: Purpose,
  reference: AccessReference,
});
export type PersonLookup = Static<typeof PersonLookup>;

/** What a role needs of a person; what it does not need is absent. */
export const PersonView = closed({
  maskedName: Type.String(),
  documentType: Type.String(),
  lastFour: Type.String(),
  colour: Type.Optional(Type.Union([Colour, Type.Null()])),
  reasons: Type.Optional(Type.Array(Type.String({ description: 'id of a rule' }))),
  codeValidUntil: Type.Optional(Type.Union([Instant, Type.Null()])),
  applications: Type.Optional(
    Type.Array(closed({ state: Type.String(), cause: Type.Union([Type.String(), Type.Null()]), updatedAt: Instant })),
  ),
  facts: Type.Optional(
    Type.Array(
      closed({
        kind: Type.String(),
        source: Type.String(),
        observedAt: Instant,
        receivedAt: Instant,
        data: Type.Unknown(),
      }),
    ),
  ),
  division: Type.Optional(Type.Union([Division, Type.Null()])),
  hasPhone: Type.Optional(Type.Boolean()),
});
export type PersonView = Static<typeof PersonView>;

/** Nobody of that document, and somebody outside one's division, are answered alike. */
export const PersonLookedUp = closed({ found: Type.Boolean(), person: Type.Union([PersonView, Type.Null()]) });
export type PersonLookedUp = Static<typeof PersonLookedUp>;

export const AccessAuditQuery = closed({
  staffId: Type.Optional(Id),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
});
export type AccessAuditQuery = Static<typeof AccessAuditQuery>;

export const AccessAudit = closed({
  records: Type.Array(
    closed({
      accessId: Id,
      at: Instant,
      staffId: Id,
      role: StaffRole,
      division: Division,
      purpose: Purpose,
      seen: Type.Array(Seen),
      reference: Type.String(),
      person: Type.String({ description: 'pseudonym: the same for the same person, and nothing else' }),
    }),
  ),
  lookups: Type.Array(
    closed({
      at: Instant,
      staffId: Id,
      role: StaffRole,
      division: Division,
      purpose: Purpose,
      reference: Type.String(),
      found: Type.Boolean(),
    }),
  ),
});
export type AccessAudit = Static<typeof AccessAudit>;
