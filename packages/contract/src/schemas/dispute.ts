import { Type, type Static } from 'typebox';
import { Appeal } from './appeal.ts';
import { Bilingual, Colour, Instant, closed } from './basics.ts';
import { ReceivedColours } from './colour-event.ts';
import { Reason } from './declaration.ts';

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** Two provinces about one person, side by side: what each says and by which rule, who must act next, and what happens without that. */
export const Dispute = closed({
  /** What the origin says, as it has told it. */
  origin: ReceivedColours.properties.received.items,
  /** What this province has decided, with its rules, their authorities and the records behind them. */
  destination: closed({
    colour: Colour,
    decidedAt: Instant,
    reasons: Type.Array(Reason),
    contest: closed({ text: Bilingual, hotline: Type.String() }),
  }),
  agree: Type.Boolean({ description: 'both say the same colour' }),
  mustAct: Type.Enum(['origin', 'destination', 'you', 'nobody']),
  what: Bilingual,
  /** Until when, where there is a term. */
  by: OrNull(Instant),
  byItself: closed({ at: OrNull(Instant), what: Bilingual }),
  /** What she can do now: names of routes. */
  actions: Type.Array(Type.String()),
  /** The last appeal that was passed on to this origin. */
  appeal: OrNull(Appeal),
});
export type Dispute = Static<typeof Dispute>;
