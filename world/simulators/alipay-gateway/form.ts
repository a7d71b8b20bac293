import type { IncomingMessage } from 'node:http';
import { readBody, target } from '../http.ts';
import type { Admission } from '../program.ts';
import { Refusal } from '../refusal.ts';

/** The parameters of a form; the gateway takes them in the query as well, and in either once. */
async function readForm(request: IncomingMessage, limit: number): Promise<Record<string, string>> {
  const pairs = [...target(request).searchParams, ...new URLSearchParams(await readBody(request, limit))];
  const parameters = Object.fromEntries(pairs);
  if (Object.keys(parameters).length !== pairs.length) {
    throw new Refusal(400, 'request-malformed', 'A parameter comes twice.');
  }
  return parameters;
}

/** Who asks is found out by the routes, which answer a wrong signature in a signed answer of their own. */
export const formAdmission: Admission = {
  read: readForm,
  admit: ({ parameters }) => (typeof parameters['app_id'] === 'string' ? parameters['app_id'] : ''),
  refuse: ({ status, code, message }) => ({ status, body: { code, message } }),
};
