import { Type, type Static } from 'typebox';
import { Base64Url, Division, Id, Instant, closed } from './basics.ts';
import { PlaceType } from './place-type.ts';

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** What a display at a door needs to show a place code that turns, without asking again until the card ends. */
export const DisplayCard = closed({
  card: Base64Url(540),
  venueName: Type.String(),
  expiresAt: Instant,
  rotateSeconds: Type.Integer({ description: 'how often the display makes a new element' }),
  serverTime: Instant,
});
export type DisplayCard = Static<typeof DisplayCard>;

/** A place code on paper. It may be copied, so a visit by it counts only once a checkpoint of the place has read her code. */
export const PlaceSign = closed({
  signId: Id,
  issuedAt: Instant,
  expiresAt: Instant,
  revokedAt: OrNull(Instant),
});
export type PlaceSign = Static<typeof PlaceSign>;

export const PlaceSignIssued = closed({
  ...PlaceSign.properties,
  venueName: Type.String(),
  text: Type.String({ maxLength: 600, pattern: '^TXV1:', description: 'for a QR code' }),
});
export type PlaceSignIssued = Static<typeof PlaceSignIssued>;

/**
 * How a visit is known. `waiting`: a printed sign, not confirmed yet. `display`: an element that turns, which a live relay can forward.
 * `guard`: a printed sign, and a checkpoint of the place read her code. `gate`: a checkpoint of the place registered it.
 */
export const VisitGrade = Type.Enum(['waiting', 'display', 'guard', 'gate']);
export type VisitGrade = Static<typeof VisitGrade>;

/** As she sees it. It is destroyed at `goneAt`. */
export const Visit = closed({
  visitId: Id,
  venueName: Type.String(),
  placeType: PlaceType,
  division: Division,
  visitedAt: Instant,
  grade: VisitGrade,
  confirmBy: OrNull(Instant),
  doubtful: Type.Boolean({ description: 'too soon after a visit in another city, or before one, for one person' }),
  contestedAt: OrNull(Instant),
  goneAt: Instant,
});
export type Visit = Static<typeof Visit>;

/** What the place shows, and what the phone signed for it: strip, time and signature, as the codec writes them. */
export const VisitRegistration = closed({
  text: Type.String({ minLength: 1, maxLength: 600 }),
  visit: Base64Url(640),
});
export type VisitRegistration = Static<typeof VisitRegistration>;

export const DoorVisit = closed({
  text: Type.String({ minLength: 1, maxLength: 600, description: 'the text of her code as read' }),
});

/** `known`: registered here a moment ago. Nothing of who she is. */
export const DoorVisitDone = closed({ visit: Type.Enum(['confirmed', 'registered', 'known']) });
export type DoorVisitDone = Static<typeof DoorVisitDone>;
