import { randomBytes } from 'node:crypto';
import { formatInstant } from '../instants.ts';
import { route, type Definition } from '../program.ts';
import { Refusal } from '../refusal.ts';
import { ChangeLog } from './change-log.ts';
import {
  changesRequestShape,
  commissionAnswersShape,
  personsRequestShape,
  type ChangesAnswer,
  type CommissionAnswers,
  type PersonsAnswer,
} from './shapes.ts';
import { isHealthNumber } from '../wire.ts';

const PAGE = 100;

/** The health commission: who is a case, who a contact, and what changed. */
export const healthCommission: Definition<CommissionAnswers> = {
  name: 'health-commission',
  canDouble: true,
  answersShape: commissionAnswersShape,
  noAnswers: { persons: {} },
  open: ({ answers, now }, memory) => {
    const log = new ChangeLog(memory, randomBytes(4).toString('hex'));
    let noted = answers();
    const describe = (documentNumber: string): PersonsAnswer['persons'][number] => {
      if (!isHealthNumber(documentNumber)) return { documentNumber, result: 'unknown-document', records: [] };
      const records = answers().persons[documentNumber] ?? [];
      return { documentNumber, result: records.length > 0 ? 'known' : 'no-record', records };
    };
    return {
      routes: {
        'POST /v1/persons/query': route(personsRequestShape, ({ documentNumbers }): PersonsAnswer => ({
          persons: documentNumbers.map(describe),
          asOf: formatInstant(now()),
        })),
        'GET /v1/changes': route(changesRequestShape, ({ since }): ChangesAnswer => {
          const page = log.after(since, PAGE);
          if (page === undefined)
            throw new Refusal(410, 'cursor-gone', 'Changes after this cursor are no longer kept. Begin without one.');
          return { ...page, asOf: formatInstant(now()) };
        }),
      },
      answersChanged: () => {
        log.note(noted, answers(), formatInstant(now()));
        noted = answers();
      },
      memory: () => log.memory,
    };
  },
};
