import { schemas } from '@tongxing/contract';
import { Type } from 'typebox';

const { Bilingual } = schemas;
const closed = schemas.closed;
const Seconds = Type.Integer({ minimum: 0 });
const Count = Type.Integer({ minimum: 1 });

/** What a province rules for checkpoints, collecting points, employers and visits: members of its profile. */
export const atTheDoor = {
  checkpoint: closed({
    displayPastSeconds: Seconds,
    displayFutureSeconds: Seconds,
    asOfLimitSeconds: Type.Integer({ minimum: 0, maximum: 86_400 }),
    staleDisplay: Type.Union([Type.Literal('stop'), Type.Literal('pass')]),
    foreignGreen: Type.Union([Type.Literal('pass'), Type.Literal('cannot-tell')]),
    /** Whether another province's code counts only with a status list of that province. */
    foreignListRequired: Type.Boolean(),
    foreignListBytesPerDay: Type.Integer({
      minimum: 0,
      description: 'of status lists of other provinces, as much as one checkpoint fetches in a day',
    }),
    shiftHours: Type.Integer({
      minimum: 1,
      maximum: 24,
      description: 'after which a guard signs in at the device again',
    }),
    lookupsPerGuardPerHour: Count,
    lookupsPerDevicePerHour: Count,
    /** What is checked at which kinds of places: the first line says it of all, and a later line outranks an earlier one. */
    places: Type.Array(
      Type.Object(
        {
          ...Type.Partial(schemas.DoorCheck).properties,
          places: Type.Optional(Type.Array(schemas.PlaceType, { minItems: 1, uniqueItems: true })),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  }),
  /** Where people are sampled for tests, and into tubes for how many. */
  collection: closed({
    places: Type.Array(schemas.PlaceType, { minItems: 1 }),
    tubeSizes: Type.Array(Type.Integer({ minimum: 1, maximum: 100 }), { minItems: 1, uniqueItems: true }),
  }),
  /** What employers and schools may know of their own people, who have agreed to it. */
  roster: closed({
    consentDays: Type.Integer({ minimum: 1, maximum: 366, description: 'how long one agreement holds' }),
    invitationDays: Type.Integer({ minimum: 1, maximum: 60 }),
    members: Type.Integer({ minimum: 1, maximum: 20_000, description: 'of one organisation' }),
    perPerson: Type.Integer({ minimum: 1, maximum: 20, description: 'organisations of one person' }),
  }),
  /** What counts while the node cannot be reached: signed ahead, and held by every device. A change takes a new version. */
  fallback: closed({
    version: Count,
    validFrom: schemas.Instant,
    validTo: schemas.Instant,
    afterMinutes: Type.Integer({ minimum: 1, maximum: 1440, description: 'of silence, before it applies by itself' }),
    longestHours: Type.Integer({ minimum: 1, maximum: 168, description: 'for which it applies at most' }),
    stripHours: Type.Integer({
      minimum: 1,
      maximum: 24,
      description: 'how old the answer behind a green strip may be',
    }),
    lines: Type.Array(schemas.FallbackLine, { maxItems: 32 }),
    text: Bilingual,
    source: Bilingual,
  }),
  /** Place codes and the visits that are registered with them. */
  visits: closed({
    rotateSeconds: Type.Integer({ minimum: 5, maximum: 60, description: 'how often a display makes a new element' }),
    elementPastSeconds: Type.Integer({ minimum: 10, maximum: 120, description: 'how old a scanned element may be' }),
    elementFutureSeconds: Seconds,
    displayCardHours: Type.Integer({ minimum: 1, maximum: 72 }),
    printedDays: Type.Integer({ minimum: 1, maximum: 366, description: 'how long a printed sign is good' }),
    confirmMinutes: Type.Integer({
      minimum: 1,
      maximum: 60,
      description: 'how long a visit by a printed sign waits; also how long a visit to one venue is the same visit',
    }),
    offlineHours: Type.Integer({ minimum: 1, maximum: 24, description: 'how late a visit may be sent' }),
    doubtMinutes: Type.Integer({
      minimum: 1,
      maximum: 120,
      description: 'two visits of a person in two cities within so long are doubtful',
    }),
    perDay: Count,
  }),
};
