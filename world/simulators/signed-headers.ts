import { readParameters } from './http.ts';
import type { Admission } from './program.ts';
import { verifyRequest } from './signature.ts';

/** The manner of most outside systems: parameters as JSON or a query, three headers that sign them, a refusal with a status and a code. */
export const signedHeaders: Admission = {
  read: readParameters,
  admit: ({ parameters, headers }, clients, now) => verifyRequest(parameters, headers, clients, now),
  refuse: ({ status, code, message }) => ({ status, body: { code, message } }),
};
