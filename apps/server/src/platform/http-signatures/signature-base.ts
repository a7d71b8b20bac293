import { isInnerList, serializeInnerList, serializeItem, type InnerList, type Item } from 'structured-headers';
import { fieldValue, invalid, readDictionary, type Fields } from './structured-field.ts';

export interface RequestMessage {
  readonly method: string;
  /** Absolute, as the caller wrote it and as the receiver's own public address makes it: never from the Host field. */
  readonly targetUri: string;
  readonly headers: Fields;
}

export interface ResponseMessage {
  readonly status: number;
  readonly headers: Fields;
  /** The request that is answered, for components marked `;req`. */
  readonly request: RequestMessage;
}

const maximumComponents = 32;

/**
 * The bytes that are signed, RFC 9421 §2.5: a line for each covered component, then the parameters of the signature.
 * Known are the derived components of §2.2 except @query-param, and fields, with the parameters `key` and `req`.
 * @param input the covered components and the parameters, as they stand in Signature-Input
 * @throws Refusal `signature-invalid` for a component that is unknown, absent or named twice
 */
export function signatureBase(input: InnerList, message: RequestMessage | ResponseMessage): Buffer {
  const [components] = input;
  if (components.length > maximumComponents) throw invalid('the signature covers too many components');
  const identities = new Set(components.map(componentIdentity));
  if (identities.size !== components.length) throw invalid('the signature names a component twice');
  const lines = components.map((component) => `${serializeItem(component)}: ${componentValue(component, message)}\n`);
  const base = `${lines.join('')}"@signature-params": ${serializeInnerList(input)}`;
  // Header fields arrive as one character for each byte, and go back to bytes the same way.
  return Buffer.from(base, 'latin1');
}

/** A component's name with its parameters in a fixed order, because their order makes no other component (§2). */
export function componentIdentity([name, parameters]: Item): string {
  const sorted = [...parameters].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return serializeItem([name, new Map(sorted)]);
}

function componentValue([name, parameters]: Item, message: RequestMessage | ResponseMessage): string {
  if (typeof name !== 'string') throw invalid('a covered component is not named by a string');
  const source = parameters.get('req') === true ? requestOf(message) : message;
  const key: unknown = parameters.get('key');
  const known = [...parameters.keys()].every((parameter) => parameter === 'req' || parameter === 'key');
  if (!known) throw invalid(`a parameter of the component ${name} is not supported`);
  const value = name.startsWith('@') ? derivedValue(name, key, source) : headerValue(name, key, source.headers);
  // A line break would let one component pass for two.
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw invalid(`the component ${name} has a character no field may have`);
  return value;
}

function requestOf(message: RequestMessage | ResponseMessage): RequestMessage {
  if (!('request' in message)) throw invalid('only an answer may cover components of a request');
  return message.request;
}

function derivedValue(name: string, key: unknown, message: RequestMessage | ResponseMessage): string {
  if (key !== undefined) throw invalid(`the component ${name} is no dictionary`);
  if ('status' in message) {
    if (name === '@status') return String(message.status);
    throw invalid(`an answer has no component ${name}`);
  }
  // A request line may name a node of its own choice (RFC 9112 §3.2.2), and what is made of it need be no address.
  const uri = URL.parse(message.targetUri);
  if (uri === null) throw invalid('the target of the request is no URI');
  switch (name) {
    case '@method':
      return message.method;
    case '@target-uri':
      return message.targetUri;
    case '@authority':
      return uri.host;
    case '@scheme':
      return uri.protocol.slice(0, -1);
    case '@request-target':
      return uri.pathname + uri.search;
    case '@path':
      return uri.pathname;
    case '@query':
      return uri.search === '' ? '?' : uri.search;
    default:
      throw invalid(`the component ${name} is not supported`);
  }
}

function headerValue(name: string, key: unknown, headers: Fields): string {
  if (key !== undefined) return memberValue(name, key, headers);
  const value = fieldValue(headers, name);
  if (value === undefined) throw invalid(`the covered field ${name} is absent`);
  return value;
}

/** One member of a dictionary field, §2.1.2. */
function memberValue(name: string, key: unknown, headers: Fields): string {
  const member = typeof key === 'string' ? readDictionary(headers, name).get(key) : undefined;
  if (member === undefined) throw invalid(`the covered member of the field ${name} is absent`);
  return isInnerList(member) ? serializeInnerList(member) : serializeItem(member);
}
