import { Type, type Static } from 'typebox';
import { Base64Url, Bilingual, Division, Id, Instant, closed } from './basics.ts';
import { Verdict, VenueName } from './checkpoint.ts';

export const OrganisationKind = Type.Enum(['employer', 'school']);
export type OrganisationKind = Static<typeof OrganisationKind>;

export const NewOrganisation = closed({ kind: OrganisationKind, division: Division, name: VenueName });
export type NewOrganisation = Static<typeof NewOrganisation>;

export const Organisation = closed({
  organisationId: Id,
  ...NewOrganisation.properties,
  managers: Type.Array(Id, { description: 'accounts of staff with the role roster' }),
});
export type Organisation = Static<typeof Organisation>;

export const Managers = closed({ staffIds: Type.Array(Id, { maxItems: 10, uniqueItems: true }) });

export const RosterInvitation = closed({
  code: Base64Url(43, 43),
  expiresAt: Instant,
  url: Type.String({ description: "opens the joining in the citizens' app; to show as a QR code" }),
});
export type RosterInvitation = Static<typeof RosterInvitation>;

export const RosterCode = closed({ code: Base64Url(43, 43) });

/** What somebody agrees to who joins: read before she does. */
export const RosterOffer = closed({
  name: Type.String(),
  kind: OrganisationKind,
  division: Division,
  until: Instant,
  sees: Bilingual,
  names: closed({ full: Type.String(), masked: Type.String() }),
});
export type RosterOffer = Static<typeof RosterOffer>;

export const RosterJoining = closed({
  ...RosterCode.properties,
  showName: Type.Enum(['full', 'masked'], { description: 'under which name the organisation has her on its list' }),
  agreed: Type.Literal(true),
});
export type RosterJoining = Static<typeof RosterJoining>;

/** One organisation that somebody lets see whether she may come in. */
export const RosterMembership = closed({
  memberId: Id,
  name: Type.String(),
  kind: OrganisationKind,
  division: Division,
  shownName: Type.String(),
  joinedAt: Instant,
  until: Instant,
  sees: Bilingual,
  lookedAt: Type.Union([Instant, Type.Null()], { description: 'when it last looked; by whom: GET /me/access-records' }),
  return: Type.Union([closed({ askedAt: Instant, approvedAt: Type.Union([Instant, Type.Null()]) }), Type.Null()], {
    description: 'the last time she asked to come back',
  }),
});
export type RosterMembership = Static<typeof RosterMembership>;

/** What an organisation reads of one of its people: never a colour, never a reason. */
export const RosterEntry = closed({
  memberId: Id,
  name: Type.String(),
  verdict: Verdict,
  returnAskedAt: Type.Union([Instant, Type.Null()]),
});

export const Roster = closed({
  organisationId: Id,
  name: Type.String(),
  kind: OrganisationKind,
  at: Instant,
  invitedUntil: Type.Union([Instant, Type.Null()], {
    description: 'until when the code for joining that was made last is good; the code itself is not kept',
  }),
  members: Type.Array(RosterEntry),
  next: Type.Union([Id, Type.Null()], { description: 'for the query `after`; null on the last page' }),
});
export type Roster = Static<typeof Roster>;
