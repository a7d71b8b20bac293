import { DAY, formatInstant } from '../instants.ts';
import { answerResults } from '../nat-laboratory/results.ts';
import { resultsRequestShape } from '../nat-laboratory/shapes.ts';
import { route, type Definition } from '../program.ts';
import {
  codeRequestShape,
  platformAnswersShape,
  riskAreasRequestShape,
  type CodeAnswer,
  type PlatformAnswers,
  type RiskArea,
  type RiskAreasAnswer,
} from './shapes.ts';
import { isHealthNumber } from '../wire.ts';

const REMEMBERED = 28 * DAY;

/** The national government service platform: risk areas, tests and codes of all provinces. */
export const nationalPlatform: Definition<PlatformAnswers> = {
  name: 'national-platform',
  canDouble: true,
  answersShape: platformAnswersShape,
  noAnswers: { riskAreas: { publishedAt: '2020-01-01T00:00:00+08:00', areas: [] }, nat: {}, codes: {} },
  open: ({ answers, now }) => ({
    routes: {
      'GET /v1/risk-areas': route(riskAreasRequestShape, (request): RiskAreasAnswer => {
        const asOf = request.asOf === undefined ? now() : Date.parse(request.asOf);
        const { publishedAt, areas } = answers().riskAreas;
        return { areas: areas.filter((area) => countsAt(area, asOf)), publishedAt, asOf: formatInstant(asOf) };
      }),
      'POST /v1/nat/query': route(resultsRequestShape, (request) => answerResults(answers().nat, request, now())),
      'POST /v1/code/query': route(codeRequestShape, ({ documentNumber }): CodeAnswer => {
        const asOf = formatInstant(now());
        if (!isHealthNumber(documentNumber)) return { documentNumber, result: 'unknown-document', asOf };
        const code = answers().codes[documentNumber];
        return { documentNumber, result: code === undefined ? 'no-record' : 'known', ...code, asOf };
      }),
    },
  }),
};

function countsAt({ from, to }: RiskArea, asOf: number): boolean {
  return Date.parse(from) <= asOf && (to === undefined || Date.parse(to) > asOf - REMEMBERED);
}
