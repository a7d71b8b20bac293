import { formatInstant } from '../instants.ts';
import { route, type Definition } from '../program.ts';
import { Refusal } from '../refusal.ts';
import { itineraryAnswersShape, itineraryRequestShape, type ItineraryAnswer, type ItineraryAnswers } from './shapes.ts';
import { cardStays } from './stays.ts';

/** How far the node's clock may be ahead of the carriers'. */
const TOLERANCE = 300_000;

/** The carriers' communications itinerary card: in which cities was this telephone? */
export const itineraryCard: Definition<ItineraryAnswers> = {
  name: 'itinerary-card',
  canDouble: true,
  answersShape: itineraryAnswersShape,
  noAnswers: { phones: {} },
  open: ({ answers, now }) => ({
    routes: {
      'POST /v1/itinerary': route(itineraryRequestShape, ({ phone, authorisation }): ItineraryAnswer => {
        const { grantedAt, expiresAt } = authorisation;
        if (Date.parse(grantedAt) > now() + TOLERANCE || Date.parse(expiresAt) <= now()) {
          throw new Refusal(403, 'authorisation-invalid', 'The authorisation is not in force at this time.');
        }
        const presences = answers().phones[phone];
        const { stays, since, asOf } = cardStays((presences ?? []).map(readPresence), now());
        return {
          phone,
          result: presences === undefined ? 'unknown-phone' : 'known',
          stays: stays.map(({ division, from, to }) => ({
            division,
            from: formatInstant(from),
            to: formatInstant(to),
          })),
          since: formatInstant(since),
          asOf: formatInstant(asOf),
        };
      }),
    },
  }),
};

function readPresence({ division, from, to }: ItineraryAnswers['phones'][string][number]) {
  return { division, from: Date.parse(from), ...(to !== undefined && { to: Date.parse(to) }) };
}
