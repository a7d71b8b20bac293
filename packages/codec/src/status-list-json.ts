import { decodeBase64Url } from './base64.ts';
import { CodecError } from './errors.ts';
import { MAXIMUM_LIST_BYTES, type PackedStatuses, requireBits } from './status-list.ts';
import { inflateZlib } from './status-list-zlib.ts';

/** Base64url of more than this cannot come from a list that is small enough to be read. */
const MAXIMUM_TEXT = MAXIMUM_LIST_BYTES * 2;

/**
 * Reads the `status_list` object of the JWT form: `{"bits": 1, "lst": "<base64url of zlib>"}`
 * (draft-ietf-oauth-status-list §4.2). Verifying the JWT around it is the caller's.
 * @param value the parsed JSON
 * @throws CodecError `malformed-status-list`, `status-list-too-large`
 */
export function decodeStatusListJson(value: unknown): PackedStatuses {
  const { bits, lst } = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  requireBits(bits);
  if (typeof lst !== 'string') throw new CodecError('malformed-status-list', 'lst is no text');
  if (lst.length > MAXIMUM_TEXT) throw new CodecError('status-list-too-large', 'lst is too long');
  const compressed = decodeBase64Url(lst);
  if (compressed === undefined) throw new CodecError('malformed-status-list', 'lst is no base64url');
  return { bits, list: inflateZlib(compressed, MAXIMUM_LIST_BYTES) };
}
