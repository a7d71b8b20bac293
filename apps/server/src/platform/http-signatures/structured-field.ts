import { isInnerList, parseDictionary, type Dictionary, type InnerList, type Item } from 'structured-headers';
import { Refusal } from '../refusal.ts';

/** Header fields by lower-case name, as node:http hands them over: a field sent on several lines is an array. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

const maximumField = 8192;

/** The combined value of a field, RFC 9421 §2.1; undefined when there is none. The HTTP parser has trimmed its lines. */
export function fieldValue(fields: Fields, name: string): string | undefined {
  const lines = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof lines === 'object' ? lines.join(', ') : lines;
}

/**
 * A dictionary field (RFC 9651 §3.2) in which every member and every parameter stands once. The standard lets the last of
 * several win; where a signature hangs on it, two parties that read a field differently are a hole, so it is refused.
 * @throws Refusal `signature-invalid`
 */
export function readDictionary(fields: Fields, name: string): Dictionary {
  const value = fieldValue(fields, name);
  if (value === undefined) throw invalid(`there is no ${name} field`);
  if (value.length > maximumField) throw invalid(`the ${name} field is too long`);
  const dictionary = parse(value, name);
  const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const members = [...dictionary.values()];
  const parameters = members.reduce((sum, member) => sum + parametersIn(member), 0);
  if (count(bare, ',') + 1 !== members.length || count(bare, ';') !== parameters) {
    throw invalid(`the ${name} field names something twice or is empty`);
  }
  return dictionary;
}

export function invalid(detail: string): Refusal {
  return new Refusal('signature-invalid', { detail });
}

function parse(value: string, name: string): Dictionary {
  try {
    return parseDictionary(value);
  } catch {
    throw invalid(`the ${name} field is not a structured field`);
  }
}

function parametersIn(member: InnerList | Item): number {
  const own = member[1].size;
  return isInnerList(member) ? member[0].reduce((sum, item) => sum + item[1].size, own) : own;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
