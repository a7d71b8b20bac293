import { formatInstant } from '../instants.ts';
import { route, type Definition } from '../program.ts';
import { record } from '../shape.ts';
import { answerResults } from './results.ts';
import {
  laboratoryAnswersShape,
  resultsRequestShape,
  type InstitutionsAnswer,
  type LaboratoryAnswers,
} from './shapes.ts';

/** A province's network of nucleic-acid test laboratories. */
export const natLaboratory: Definition<LaboratoryAnswers> = {
  name: 'nat-laboratory',
  canDouble: true,
  answersShape: laboratoryAnswersShape,
  noAnswers: { results: {}, institutions: [] },
  open: ({ answers, now }) => ({
    routes: {
      'POST /v1/results/query': route(resultsRequestShape, (request) =>
        answerResults(answers().results, request, now()),
      ),
      'GET /v1/institutions': route(record({}), (): InstitutionsAnswer => ({
        institutions: answers().institutions,
        asOf: formatInstant(now()),
      })),
    },
  }),
};
