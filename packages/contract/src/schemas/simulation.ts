import { Type, type Static } from 'typebox';
import { Colour, Division, Id, Instant, closed } from './basics.ts';

export const SimulationRequest = closed({
  sampleSize: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100_000_000, description: 'about so many people; everybody where absent' }),
  ),
  seed: Type.Optional(
    Type.String({ pattern: '^[a-z0-9-]{1,40}$', description: 'the same seed draws the same people' }),
  ),
});
export type SimulationRequest = Static<typeof SimulationRequest>;

const Count = Type.Integer({ minimum: 0 });
const Step = closed({ from: Colour, to: Colour, people: Count });

export const SimulationCounts = closed({
  colours: Type.Array(Step, { description: 'everybody looked at, also those who keep their colour' }),
  divisions: Type.Array(closed({ division: Type.Union([Division, Type.Null()]), changes: Type.Array(Step) }), {
    description: 'those who change, by the city they live in; null: elsewhere, or nobody knows',
  }),
  rules: Type.Array(closed({ ruleId: Type.String(), gained: Count, lost: Count }), {
    description: 'among those who change: for how many a rule begins or ceases to be a reason',
  }),
  unknown: Type.Array(closed({ input: Type.String(), source: Type.String(), people: Count }), {
    description: 'why the rules cannot tell for those who would be pending',
  }),
});
export type SimulationCounts = Static<typeof SimulationCounts>;

export const SimulationExample = closed({
  pseudonym: Type.String({ description: 'of this simulation alone' }),
  from: Colour,
  to: Colour,
  before: Type.Array(Type.String(), { description: 'rules that are reasons now' }),
  after: Type.Array(Type.String()),
  unknown: Type.Array(Type.String()),
});

export const Simulation = closed({
  simulationId: Id,
  releaseId: Id,
  state: Type.Enum(['running', 'done', 'stopped']),
  judgedAt: Instant,
  seed: Type.String(),
  sampleSize: Type.Union([Type.Integer(), Type.Null()]),
  people: Count,
  lookedAt: Count,
  startedAt: Instant,
  finishedAt: Type.Union([Instant, Type.Null()]),
  current: Type.Boolean({ description: 'of the draft as it is, against what is in force: it may be approved on this' }),
  counts: SimulationCounts,
  examples: Type.Array(SimulationExample, { description: 'empty for who may not see them' }),
});
export type Simulation = Static<typeof Simulation>;
