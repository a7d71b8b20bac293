import { list, mapOf, oneOf, optional, record, type Infer } from '../shape.ts';
import {
  area,
  askedDocumentNumber,
  colour,
  division,
  healthNumber,
  instant,
  line,
  type Colour,
  type Finding,
} from '../wire.ts';
import { resultsByPersonShape } from '../nat-laboratory/shapes.ts';

/** An area as the platform lists it; `to` is absent while its level stands. */
export const riskAreaShape = record({
  division: area,
  name: line,
  level: oneOf('high', 'medium', 'low'),
  from: instant,
  to: optional(instant),
});

export type RiskArea = Infer<typeof riskAreaShape>;

/** The query of `GET /v1/risk-areas`; without `asOf`, now. */
export const riskAreasRequestShape = record({ asOf: optional(instant) });

/** The answer of `GET /v1/risk-areas`: areas that have a level at `asOf` or had one in the 28 days before it. */
export interface RiskAreasAnswer {
  areas: RiskArea[];
  publishedAt: string;
  asOf: string;
}

/** The request of `POST /v1/code/query`. `POST /v1/nat/query` is that of the laboratories' `POST /v1/results/query`. */
export const codeRequestShape = record({ documentNumber: askedDocumentNumber });

/** The answer of `POST /v1/code/query`: the national code of a person, and the province that decided it. */
export interface CodeAnswer {
  documentNumber: string;
  result: Finding;
  colour?: Colour;
  decidedBy?: string;
  decidedAt?: string;
  asOf: string;
}

/** What `PUT /answers` loads. */
export const platformAnswersShape = record({
  riskAreas: record({ publishedAt: instant, areas: list(riskAreaShape, 20_000) }),
  nat: resultsByPersonShape,
  codes: mapOf(healthNumber, record({ colour, decidedBy: division, decidedAt: instant })),
});

export type PlatformAnswers = Infer<typeof platformAnswersShape>;
