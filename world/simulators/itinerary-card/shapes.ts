import { list, mapOf, optional, record, type Infer } from '../shape.ts';
import { division, identifier, instant, phone } from '../wire.ts';

/** The request of `POST /v1/itinerary`: the subscriber's consent goes with it, as the node recorded it. */
export const itineraryRequestShape = record({
  phone,
  authorisation: record({ id: identifier, grantedAt: instant, expiresAt: instant }),
});

/** The answer of `POST /v1/itinerary`. */
export interface ItineraryAnswer {
  phone: string;
  result: 'known' | 'unknown-phone';
  /** Oldest first; a city of four hours or more, and no finer than a city. */
  stays: { division: string; from: string; to: string }[];
  /** The first instant of the fourteen days. */
  since: string;
  /** The last midnight: carriers are a day behind. */
  asOf: string;
}

/** What `PUT /answers` loads: where each telephone was, by number; `to` is absent while it is still there. */
export const itineraryAnswersShape = record({
  phones: mapOf(phone, list(record({ division, from: instant, to: optional(instant) }), 500)),
});

export type ItineraryAnswers = Infer<typeof itineraryAnswersShape>;
