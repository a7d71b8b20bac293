import { schemas } from '@tongxing/contract';
import { Type, type Static } from 'typebox';

const closed = schemas.closed;
const Seconds = Type.Integer({ minimum: 0 });
const Count = Type.Integer({ minimum: 1 });

/**
 * `attestation`: the origin's node is asked. `bridge`: the national platform relays what the origin decided. `national`: the origin has no
 * code of its own, and the national code counts whoever decided it.
 */
const Mode = Type.Enum(['attestation', 'bridge', 'national']);
export type Mode = Static<typeof Mode>;
const ThroughPlatform = Type.Enum(['bridge', 'national']);
const Ways = Type.Array(Mode, { minItems: 1, maxItems: 3, uniqueItems: true });

/** How a province recognises the codes of others: the member `recognition` of its profile. */
export const Recognition = closed({
  /** The ways to the status of somebody from another province, in the order in which they are gone. */
  modes: closed({
    peers: Ways,
    others: Type.Array(ThroughPlatform, { maxItems: 2, uniqueItems: true, description: 'provinces without a node' }),
    byOrigin: Type.Record(Type.String({ pattern: '^[1-9]\\d0000$' }), Ways),
  }),
  /** What the word of the national platform is good for, which no province has signed. */
  nationalCode: closed({
    makesGreen: Type.Boolean({ description: 'false: green waits for the origin itself' }),
    validityHours: Type.Integer({ minimum: 1, maximum: 168, description: 'of a code that rests on it' }),
    freshMinutes: Type.Integer({ minimum: 1, maximum: 1440, description: 'older answers are none' }),
  }),
  acceptAsserted: Type.Boolean(),
  questionsPerSubjectPerDay: Count,
  /** A request of a hundred subjects, the largest there is, must pass at some time. */
  questionsPerPeerPerMinute: Type.Integer({ minimum: 100 }),
  consentSeconds: Seconds,
  transferConsentDays: Type.Integer({
    minimum: 1,
    maximum: 60,
    description: 'how long a consent to a transfer waits for the desk where she lives',
  }),
  renewalDays: Type.Integer({
    minimum: 1,
    maximum: 60,
    description: 'the longest a consent lets another province ask again to renew the code there',
  }),
  retrySeconds: Type.Array(Seconds, { minItems: 1 }),
  statusRelaySeconds: Type.Integer({ minimum: 60, description: 'how often the status lists of peers are fetched' }),
  /** An itinerary of more places than this is compared by people, with its tickets. */
  placesComparedAlone: Type.Integer({ minimum: 1 }),
  breakerFailures: Type.Integer({
    minimum: 1,
    description: 'after how many failures in a row a peer is asked by one application at a time',
  }),
  decideWithinSeconds: Type.Integer({
    minimum: 1,
    description: 'more applications than can be decided in this time are not taken in: the others are given a place',
  }),
});
