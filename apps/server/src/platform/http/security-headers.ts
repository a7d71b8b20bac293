import type { FastifyInstance } from 'fastify';

/** A page of the node: everything it needs comes from this node, nothing on it runs, and nothing may be put into or around it. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** An answer that is no page: should a browser show it all the same, nothing in it runs or loads. */
const dataPolicy = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/** Features of a browser that no page of a node uses, unless it names them. */
const unused = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

/** What a page may use of the browser (W3C Permissions Policy). @param own for itself, and not for what it embeds */
export function permissionsPolicy(own: readonly string[] = []): string {
  return unused.map((feature) => `${feature}=(${own.includes(feature) ? 'self' : ''})`).join(', ');
}

/** Two years, as browsers ask for their lists; only over TLS, since a browser ignores it elsewhere (RFC 6797 §7.2). */
const transportSecurity = 'max-age=63072000; includeSubDomains';

/** The fields that every answer bears, problems and pages included, unless a route has said otherwise. */
export function securityHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': dataPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-permitted-cross-domain-policies': 'none',
    'permissions-policy': permissionsPolicy(),
    'cache-control': 'no-store',
    ...(publicUrl.startsWith('https://') ? { 'strict-transport-security': transportSecurity } : {}),
  };
}

export function addSecurityHeaders(app: FastifyInstance, headers: Readonly<Record<string, string>>): void {
  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(headers)) {
      if (reply.getHeader(name) === undefined) void reply.header(name, value);
    }
  });
}
