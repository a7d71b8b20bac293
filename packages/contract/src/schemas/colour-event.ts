import { Type, type Static } from 'typebox';
import { Base64Url, Bilingual, Colour, Division, Id, Instant, closed } from './basics.ts';

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Said = (maxLength: number) => closed({ zh: Text(maxLength), en: Text(maxLength) });

/** A rule behind a colour, in the words of the province whose rule it is. */
export const EventRule = closed({
  ruleId: Text(64),
  text: Said(400),
  authority: Said(120),
  documentNumber: Text(120),
  until: OrNull(Instant),
});
export type EventRule = Static<typeof EventRule>;

/** What an origin says of a person now; `rules` only where she agreed that reasons are told. */
export const EventStatement = closed({
  colour: Colour,
  decidedAt: Instant,
  releaseAt: OrNull(Instant),
  validUntil: OrNull(Instant),
  rules: Type.Optional(Type.Array(EventRule, { maxItems: 3 })),
});
export type EventStatement = Static<typeof EventStatement>;

/** By what name two provinces call a person between them: 32 bytes that mean nothing to a third. */
export const PairwiseId = Base64Url(43, 43);

export const ColourEvent = closed({
  eventId: Id,
  subscription: PairwiseId,
  /** From 1, each one more than the one before it of the same subscription. */
  sequence: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  /** Null: the subscription has ended, and with it what was converted by it. */
  said: OrNull(EventStatement),
});
export type ColourEvent = Static<typeof ColourEvent>;

/** Events of one origin to one destination. Without events it is a heartbeat: nothing has happened since the batch it names. */
export const ColourEventBatch = closed({
  requestId: Id,
  batch: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  /** Everything that happened until then is in this batch or in one before it; null while more waits to be sent. */
  asOf: OrNull(Instant),
  /** Whom a person can ask at the origin. */
  contact: Text(60),
  events: Type.Array(ColourEvent, { maxItems: 100 }),
});
export type ColourEventBatch = Static<typeof ColourEventBatch>;

export const EventOutcome = Type.Enum(['taken', 'known', 'waiting', 'unknown', 'refused']);
export type EventOutcome = Static<typeof EventOutcome>;

export const ColourEventAnswer = closed({
  requestId: Id,
  /** The last batch that was taken with none missing before it. */
  batch: Type.Integer({ minimum: 0 }),
  /** One for each event, in their order; `from`: of a waiting one, the sequence that is missing. */
  outcomes: Type.Array(closed({ outcome: EventOutcome, from: OrNull(Type.Integer({ minimum: 1 })) }), {
    maxItems: 100,
  }),
});
export type ColourEventAnswer = Static<typeof ColourEventAnswer>;

const ProvinceName = { division: Division, name: Bilingual };

/** What another province has said of a person since her code was converted, as she reads it at the destination. */
export const ReceivedColours = closed({
  received: Type.Array(
    closed({
      ...ProvinceName,
      colour: Colour,
      since: Instant,
      until: OrNull(Instant),
      rules: Type.Array(EventRule),
      contact: OrNull(Type.String({ description: 'whom to ask at that province' })),
      /** When that province last said that this is all there is. */
      asOf: Instant,
      toldUntil: Type.Unsafe<string>({ ...Instant, description: 'until when it tells of changes' }),
    }),
  ),
});
export type ReceivedColours = Static<typeof ReceivedColours>;

/** Which provinces hold a converted code of hers and what they were told, as she reads it at her origin. */
export const CodeHolders = closed({
  holders: Type.Array(
    closed({
      ...ProvinceName,
      since: Instant,
      until: Instant,
      renewableUntil: OrNull(Instant),
      endedAt: OrNull(Instant),
      told: Type.Array(closed({ colour: OrNull(Colour), happenedAt: Instant, deliveredAt: OrNull(Instant) }), {
        maxItems: 50,
      }),
    }),
  ),
});
export type CodeHolders = Static<typeof CodeHolders>;
