import type { FastifyInstance } from 'fastify';

/** What a page of an allowed origin may send and read, beside what any page may (Fetch standard, CORS protocol). */
const allowed = {
  methods: 'GET, POST, PUT, DELETE',
  requestHeaders:
    'accept-language, authorization, content-type, if-none-match, tongxing-client, tongxing-csrf, tongxing-for, tongxing-ticket',
  responseHeaders: 'etag, ratelimit, ratelimit-policy, retry-after',
  maximumAgeSeconds: '600',
};

/**
 * Lets pages of the named origins call the node from a browser; of any other it lets none. Credentials that a browser adds by itself
 * (cookies) are never allowed: a caller shows its token.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  app.addHook('onRequest', async (request, reply) => {
    // Also without an origin: a cache must not hand one origin's answer to another.
    void reply.header('vary', 'origin');
    const { origin } = request.headers;
    if (origin === undefined || !origins.includes(origin)) return undefined;
    void reply.header('access-control-allow-origin', origin);
    void reply.header('access-control-expose-headers', allowed.responseHeaders);
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
      return undefined;
    return reply
      .headers({
        'access-control-allow-methods': allowed.methods,
        'access-control-allow-headers': allowed.requestHeaders,
        'access-control-max-age': allowed.maximumAgeSeconds,
      })
      .code(204)
      .send();
  });
}
