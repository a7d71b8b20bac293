import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The one media type a body may have; there are no uploads of files. Anything else is answered 415. */
export const bodyMediaType = 'application/json';

/** The deepest body of the contract has six levels; a deeper one than this only costs time. */
const maximumDepth = 32;

/** Takes JSON, of which it keeps the bytes for signatures over them, and refuses every other body. */
export function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(bodyMediaType, { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.rawBody = body;
    if (!isUtf8(request)) return done(fault(415));
    // A body that is not UTF-8 would otherwise be stored with replacement characters in it.
    const text = body.toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(body)) return done(fault(400));
    if (isDeeper(body, maximumDepth)) return done(fault(400));
    void parse(request, text, (error, value: unknown) => {
      if (error === null && !isStorable(value)) done(fault(400));
      else done(error, value);
    });
    return undefined;
  });
}

/** JSON between systems is UTF-8 (RFC 8259 §8.1); a body that says it is something else was read wrongly by one side. */
function isUtf8({ headers }: FastifyRequest): boolean {
  const named = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers['content-type'] ?? '');
  return named === null || /^utf-?8$/i.test(named[1] ?? '');
}

const [quote, backslash, openList, openObject, closeList, closeObject] = [...Buffer.from('"\\[{]}')];

/** Looked at before the text is parsed, since what reads it afterwards may go down as deep as it does. */
export function isDeeper(json: Uint8Array, maximum: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === openList || byte === openObject) {
      depth += 1;
      if (depth > maximum) return true;
    } else if (byte === closeList || byte === closeObject) depth -= 1;
  }
  return false;
}

/**
 * May the node take this in? Refused are texts that cannot be stored as they came: half of a surrogate pair would become another
 * character, and the database has no NUL.
 */
export function isStorable(body: unknown): boolean {
  const waiting: unknown[] = [body];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' && !isText(value)) return false;
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && !Object.keys(value).every(isText)) return false;
    for (const inside of Object.values(value)) waiting.push(inside);
  }
  return true;
}

function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function fault(statusCode: 400 | 415): Error {
  return Object.assign(new Error('body refused'), {
    statusCode,
    ...(statusCode === 415 ? { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' } : {}),
  });
}
