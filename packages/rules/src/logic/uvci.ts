const PREFIX = 'URN:UVCI:';

/**
 * The fragment of a certificate identifier at an index counted from 0, null where there is none (CertLogic
 * specification 1.3.2, `extractFromUVCI`): split at `/`, `#` and `:`, after an optional `URN:UVCI:`.
 */
export function extractFromUvci(identifier: string | null, index: number): string | null {
  if (identifier === null || index < 0) return null;
  const body = identifier.startsWith(PREFIX) ? identifier.slice(PREFIX.length) : identifier;
  return body.split(/[/#:]/)[index] ?? null;
}
