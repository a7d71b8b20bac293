import { demoClients, signRequest } from './signature.ts';

export interface Reply {
  status: number;
  body: unknown;
}

export interface Asker {
  appId: string;
  secret: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** The Shanxi node of the demo, at the machine's own time. */
export function shanxiNode(): Asker {
  return { appId: 'tongxing-140000', secret: demoClients['tongxing-140000'] ?? '', now: Date.now() };
}

/**
 * Asks a simulator as a node would, with a signed request. For GET the parameters go into the query.
 *
 * @throws whatever fetch throws where the connection breaks or the answer is no JSON
 */
export async function ask(
  url: string,
  route: string,
  parameters: Record<string, unknown>,
  asker = shanxiNode(),
): Promise<Reply> {
  const timestamp = String(asker.now);
  const sign = signRequest(parameters, asker.appId, timestamp, asker.secret);
  return exchange(url, route, parameters, { 'x-app-id': asker.appId, 'x-timestamp': timestamp, 'x-sign': sign });
}

/** Speaks to a simulator's management port. */
export async function manage(
  managementUrl: string,
  route: string,
  parameters: Record<string, unknown> = {},
): Promise<Reply> {
  return exchange(managementUrl, route, parameters, {});
}

async function exchange(
  url: string,
  route: string,
  parameters: object,
  headers: Record<string, string>,
): Promise<Reply> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const inQuery = method === 'GET' || method === 'DELETE';
  const query = inQuery ? new URLSearchParams(Object.entries(parameters)).toString() : '';
  const response = await fetch(`${url}${path}${query === '' ? '' : `?${query}`}`, {
    method,
    headers: { ...headers, ...(!inQuery && { 'content-type': 'application/json' }) },
    ...(!inQuery && { body: JSON.stringify(parameters) }),
  });
  return { status: response.status, body: await response.json() };
}
