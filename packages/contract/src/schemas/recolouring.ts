import { Type, type Static } from 'typebox';
import { Division, Id, Instant, closed } from './basics.ts';

/** What can make many people's decisions be made anew. */
export const RecolouringCause = Type.Enum(['risk-areas', 'policy-release', 'list', 'upload', 'late-source']);
export type RecolouringCause = Static<typeof RecolouringCause>;

const Count = Type.Integer({ minimum: 0 });

export const Recolouring = closed({
  recolouringId: Id,
  cause: RecolouringCause,
  division: Division,
  startedAt: Instant,
  finishedAt: Type.Union([Instant, Type.Null()]),
  lastProgressAt: Instant,
  people: Type.Union([Count, Type.Null()], { description: 'whom it concerns; null until they have been found' }),
  decided: Type.Integer({ minimum: 0, description: 'people who have been decided on' }),
  changed: Type.Integer({ minimum: 0, description: 'of those, whose colour is another now' }),
  delayed: Type.Integer({ minimum: 0, description: 'people whose turn failed and will come again' }),
  secondsLeft: Type.Union([Count, Type.Null()], {
    description: 'at the pace so far; null while nothing has been done yet',
  }),
});
export type Recolouring = Static<typeof Recolouring>;
