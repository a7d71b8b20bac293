import type { IncomingMessage } from 'node:http';
import { readBody, target } from '../http.ts';
import type { Admission } from '../program.ts';

/** What each refusal is called: RFC 6749 §5.2, RFC 6750 §3.1. */
const names: Readonly<Record<string, { status: number; error: string }>> = {
  'grant-invalid': { status: 400, error: 'invalid_grant' },
  'client-wrong': { status: 401, error: 'invalid_client' },
  'token-invalid': { status: 401, error: 'invalid_token' },
  'request-malformed': { status: 400, error: 'invalid_request' },
};

/** Parameters come in the address or a form; the routes look at who asks. */
export const admission: Admission = {
  async read(request: IncomingMessage, limit: number) {
    const { host = '', authorization } = request.headers;
    const parameters = [...target(request).searchParams, ...new URLSearchParams(await readBody(request, limit))];
    return { ...Object.fromEntries(parameters), host, ...(authorization === undefined ? {} : { authorization }) };
  },
  admit: ({ parameters }) => (typeof parameters['client_id'] === 'string' ? parameters['client_id'] : ''),
  refuse({ status, code, message }) {
    const { status: as, error } = names[code] ?? { status, error: code };
    return { status: as, body: { error, error_description: message } };
  },
};
