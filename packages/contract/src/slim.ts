import * as routes from './routes/index.ts';

/** What a client needs of a route: where to ask, and whether the answer is JSON. */
export interface SlimRoute {
  readonly method: string;
  readonly path: string;
  readonly response: { readonly mediaType?: string };
}

/** The routes without their schemas, which are for the node: an app that carried them would be three times as large. */
export function slimRoutes(): Record<string, SlimRoute> {
  return Object.fromEntries(
    Object.entries(routes).map(([name, { method, path, response }]) => [
      name,
      { method, path, response: 'mediaType' in response ? { mediaType: response.mediaType } : {} },
    ]),
  );
}
