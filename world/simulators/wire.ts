import { isDocumentNumber } from '../people/document-number.ts';
import { oneOf, ShapeError, text, type Infer, type Shape } from './shape.ts';

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An instant of RFC 3339, with an offset, on a day that exists. */
export const instant: Shape<string> = (value, path) => {
  const parts = typeof value === 'string' ? INSTANT.exec(value) : null;
  const [year, month, day] = [parts?.[1], parts?.[2], parts?.[3]].map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (typeof value !== 'string' || parts === null || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    throw new ShapeError(path, 'an instant such as 2022-11-24T08:00:00+08:00');
  }
  return value;
};

/** Anything of the length of an identity number: whether it can exist is part of an answer, not of the question's form. */
export const askedDocumentNumber = text(/^[0-9A-Za-z]{1,32}$/, 'a document number of at most 32 letters and digits');

/** An identity number that passes the check of GB 11643-1999. */
export const documentNumber: Shape<string> = (value, path) => {
  if (typeof value !== 'string' || !isDocumentNumber(value))
    throw new ShapeError(path, 'an identity number with a right check character');
  return value;
};

/** A number under which health authorities can hold somebody. */
export const healthNumber: Shape<string> = (value, path) => {
  if (typeof value !== 'string' || !isHealthNumber(value))
    throw new ShapeError(path, 'an identity number with a right check character, or the number of another document');
  return value;
};

export const phone = text(/^1[3-9]\d{9}$/, 'a mobile number of 11 digits');

/** A phone that a message can be sent to, abroad as well. */
export const reachablePhone = text(
  /^(1[3-9]\d{9}|\+[1-9]\d{6,14})$/,
  'a mobile number of 11 digits, or a foreign one with + and its country',
);

/**
 * Whether health authorities can hold somebody under this number: a resident number with a right check, or another document's, which
 * is never as long.
 */
export function isHealthNumber(number: string): boolean {
  return isDocumentNumber(number) || /^(?=.*\d)[A-Z0-9]{5,15}$/.test(number);
}

/** GB/T 2260 county or above. */
export const division = text(/^[1-9]\d{5}$/, 'a division of six digits');

/** A county, or a township (9) or village (12) below it: risk areas are often smaller than a county. */
export const area = text(/^[1-9]\d{5}(\d{3}(\d{3})?)?$/, 'a division of 6, 9 or 12 digits');

export const personName = text(/^\S.{0,59}$/u, 'a name of at most 60 characters');

export const line = text(/^[^\r\n]{1,200}$/u, 'a text of one line and at most 200 characters');

export const identifier = text(/^[A-Za-z0-9._:-]{1,64}$/, 'an identifier of at most 64 letters, digits and . _ : -');

export const colour = oneOf('green', 'yellow', 'red');

/** What a source says about a person it can be asked about. */
export type Finding = 'known' | 'no-record' | 'unknown-document';

export type Colour = Infer<typeof colour>;
