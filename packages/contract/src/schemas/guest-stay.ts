import { Type, type Static } from 'typebox';
import { Division, Instant, closed } from './basics.ts';

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** How long she has been here with a converted code, and until when. */
export const GuestStay = closed({
  originDivision: Division,
  since: Instant,
  codeEndsAt: Instant,
  leavesAt: OrNull(Instant),
  endsBeforeLeaving: Type.Boolean({ description: 'the code runs out while she is still here: she renews it first' }),
  longSince: Type.Unsafe<string>({
    ...Instant,
    description: 'from then on it is a long stay: her code can be transferred to the community where she lives',
  }),
});
export type GuestStay = Static<typeof GuestStay>;

export const GuestStayPlan = closed({ leavesAt: Instant });
export type GuestStayPlan = Static<typeof GuestStayPlan>;
