import { timingSafeEqual } from 'node:crypto';
import type { NodeContext } from '../../node-context.ts';
import { sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';

// The prefix makes browsers refuse the cookie without Secure and Path=/, or with a Domain (RFC 6265bis §4.1.3.2).
const name = '__Host-tongxing-staff';
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** The header that a page must send with whatever changes something. */
export const csrfHeader = 'tongxing-csrf';

const readOnly = ['GET', 'HEAD'];

/** The session's token, where no script can read it. The server decides how long it lasts. */
export function sessionCookie(token: string): string {
  return `${name}=${token}; ${attributes}`;
}

export const endedCookie = `${name}=; ${attributes}; Max-Age=0`;

/** The token in a Cookie header, if there is one. */
export function tokenInCookie(header: string | undefined): string | undefined {
  return new RegExp(`(?:^|; )${name}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(header ?? '')?.[1];
}

/** What a page proves itself with: bound to one session by the index key, so that neither can be planted for the other. */
export function csrfToken(deps: Pick<NodeContext, 'seal'>, tokenHash: Buffer): string {
  return deps.seal.index('csrf', tokenHash.toString('base64url')).toString('base64url');
}

/**
 * A browser sends the cookie along with any request, whoever had it made; the header can only come from a page that was given it when
 * the session began. @throws Refusal cross-site-refused
 */
export function requireOwnPage(
  deps: Pick<NodeContext, 'seal'>,
  request: { readonly method: string; readonly headers: Readonly<Record<string, string | string[] | undefined>> },
  tokenHash: Buffer,
): void {
  if (readOnly.includes(request.method)) return;
  const sent = request.headers[csrfHeader];
  // Hashed before they are compared, so that both have one length.
  const right = typeof sent === 'string' && timingSafeEqual(sha256(sent), sha256(csrfToken(deps, tokenHash)));
  if (!right) throw new Refusal('cross-site-refused');
}
