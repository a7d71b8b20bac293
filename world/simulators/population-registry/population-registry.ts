import { formatInstant } from '../instants.ts';
import { route, type Definition } from '../program.ts';
import {
  childRequestShape,
  registryAnswersShape,
  verifyRequestShape,
  type ChildAnswer,
  type RegistryAnswers,
  type VerifyAnswer,
} from './shapes.ts';

/** The public-security ministry's registry of residents: does this name belong to this number? */
export const populationRegistry: Definition<RegistryAnswers> = {
  name: 'population-registry',
  canDouble: false,
  answersShape: registryAnswersShape,
  noAnswers: { residents: {} },
  open: ({ answers, now }) => ({
    routes: {
      'POST /v1/identity/verify': route(verifyRequestShape, ({ documentNumber, name }): VerifyAnswer => {
        const asOf = formatInstant(now());
        // A number with a wrong check character cannot be loaded, so it is nobody's by the same way.
        const resident = answers().residents[documentNumber];
        if (resident === undefined) return { documentNumber, result: 'unknown-document', asOf };
        if (resident.name !== name) return { documentNumber, result: 'name-mismatch', asOf };
        const { residenceDivision } = resident;
        return { documentNumber, result: 'match', ...(residenceDivision !== undefined && { residenceDivision }), asOf };
      }),
      'POST /v1/children/verify': route(childRequestShape, ({ guardianNumber, documentNumber, name }): ChildAnswer => {
        const about = { guardianNumber, documentNumber, asOf: formatInstant(now()) };
        const { residents, households = {} } = answers();
        const child = households[guardianNumber]?.find(
          (one) => [one.documentNumber, one.birthCertificate].includes(documentNumber) && one.name === name,
        );
        if (child === undefined) return { ...about, result: 'not-confirmed' };
        const residenceDivision = residents[guardianNumber]?.residenceDivision;
        return {
          ...about,
          result: 'child',
          born: child.born,
          ...(residenceDivision !== undefined && { residenceDivision }),
        };
      }),
    },
  }),
};
