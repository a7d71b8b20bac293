import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The one media type a body may have; there are no uploads of files. Anything else is answered 415. */
export const bodyMediaType = 'application/json';

/** The deepest body of the contract has six levels; a deeper one than this only costs time. */
const maximumDepth = 32;

/** Takes JSON, of which it keeps the bytes for signatures over them, and refuses every other body. */
export function takeJson(app: FastifyInstance): void {
  // Names that lead to a prototype are refused below, where every name is looked at: searching the text for them takes longer.
  const parse = app.getDefaultJsonParser('ignore', 'ignore');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(bodyMediaType, { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.rawBody = body;
    if (!saysUtf8(request)) return done(fault(415));
    // A body that is not UTF-8 would otherwise be stored with replacement characters in it.
    if (!isUtf8(body) || hasMark(body) || isDeeper(body, maximumDepth)) return done(fault(400));
    void parse(request, body.toString('utf8'), (error, value: unknown) => {
      if (error === null && !isStorable(value)) done(fault(400));
      else done(error, value);
    });
    return undefined;
  });
}

/** JSON between systems is UTF-8 (RFC 8259 §8.1); a body that says it is something else was read wrongly by one side. */
function saysUtf8({ headers }: FastifyRequest): boolean {
  const named = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers['content-type'] ?? '');
  return named === null || /^utf-?8$/i.test(named[1] ?? '');
}

/** A byte order mark is no part of JSON between systems (RFC 8259 §8.1): whoever signs a body would not know whether it counts. */
function hasMark(body: Uint8Array): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
}

const [quote, backslash, openList, openObject, closeList, closeObject] = [...Buffer.from('"\\[{]}')];

/** Looked at before the text is parsed, since what reads it afterwards may go down as deep as it does. */
export function isDeeper(json: Uint8Array, maximum: number): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === quote) at = endOfText(json, at);
    else if (byte === openList || byte === openObject) {
      depth += 1;
      if (depth > maximum) return true;
    } else if (byte === closeList || byte === closeObject) depth -= 1;
  }
  return false;
}

/** Where the text that begins at `start` ends; the end of everything when it does not. */
function endOfText(json: Uint8Array, start: number): number {
  for (let end = json.indexOf(quote!, start + 1); end !== -1; end = json.indexOf(quote!, end + 1)) {
    let before = end;
    while (json[before - 1] === backslash) before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
  return json.length;
}

/**
 * May the node take this in? Refused are texts that cannot be stored as they came: half of a surrogate pair would become another
 * character, and the database has no NUL. And names by which a careless reader would reach the prototype of all objects.
 */
export function isStorable(body: unknown): boolean {
  const waiting: unknown[] = [body];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' && !isText(value)) return false;
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && (!Object.keys(value).every(isText) || leadsToPrototype(value))) return false;
    for (const inside of Object.values(value)) waiting.push(inside);
  }
  return true;
}

function leadsToPrototype(value: object): boolean {
  if (Object.hasOwn(value, '__proto__')) return true;
  const { constructor } = value;
  // Every object has one that is lent to it; one that is an object came with the body.
  return typeof constructor === 'object' && constructor !== null && Object.hasOwn(constructor, 'prototype');
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
