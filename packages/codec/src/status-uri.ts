/** Scheme, host, optional port, path of plain segments, closing slash. No user, query, fragment, escape or backslash. */
const BASE_URL = /^https?:\/\/[a-z0-9.-]+(:[0-9]{1,5})?\/([A-Za-z0-9._~-]+\/)*$/;
const PATH = /^[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/;
const DOT_SEGMENT = /(^|\/)\.\.?(\/|$)/;

/** True for a base URL in the one spelling that the trust list allows. */
export function isBaseUrl(url: string): boolean {
  return BASE_URL.test(url) && !DOT_SEGMENT.test(url.slice(url.indexOf('//') + 2));
}

/**
 * True when `uri` is a plain path below `baseUrl`. Strings are compared as they stand, without a URL parser: what would
 * need normalising is refused, so no two readers can disagree about where a URI points.
 */
export function liesUnder(baseUrl: string, uri: string): boolean {
  if (!isBaseUrl(baseUrl) || !uri.startsWith(baseUrl)) return false;
  const path = uri.slice(baseUrl.length);
  return PATH.test(path) && !DOT_SEGMENT.test(path);
}
