import { Type, type Static } from 'typebox';
import { Bilingual, Instant, closed } from './basics.ts';

/** RFC 9457 problem details, with the cure in both languages. */
export const Problem = closed({
  type: Type.String({ examples: ['urn:tongxing:problem:invalid-input'] }),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  titles: Bilingual,
  cure: Bilingual,
  instance: Type.Optional(Type.String({ description: 'number of the incident, to tell the hotline' })),
  errors: Type.Optional(
    Type.Array(
      closed({
        path: Type.String({ description: 'JSON pointer (RFC 6901)' }),
        rule: Type.String({ description: 'stable word for the rule that was broken' }),
        text: Type.Optional(Bilingual),
      }),
    ),
  ),
  retryAfterSeconds: Type.Optional(Type.Integer()),
  ticket: Type.Optional(
    closed({
      ticket: Type.String({
        description:
          'comes with the same request again, in Tongxing-Ticket, after retryAfterSeconds: earlier than its turn is likely to come (notBefore), since others may have gone',
      }),
      place: Type.Integer(),
      ahead: Type.Integer({ description: 'places before this one that have not been called' }),
      notBefore: Instant,
      expires: Instant,
    }),
  ),
});
export type Problem = Static<typeof Problem>;
