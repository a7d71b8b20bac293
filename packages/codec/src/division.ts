/** Six digits as in GB/T 2260: two for the province, two for the city, two for the county. */
const DIVISION = /^[0-9]{6}$/;
const ZERO = 0x30;

/** True for six digits. Whether such a division exists is the business of data, not of this package. */
export function isDivision(code: unknown): code is string {
  return typeof code === 'string' && DIVISION.test(code);
}

/**
 * True when `other` is `division` or lies below it: 370000 covers 370100 and 370102, 370100 covers 370102 but not 370200.
 * Trailing pairs of zeros stand for "everything below", so 000000 covers the country.
 */
export function coversDivision(division: string, other: string): boolean {
  if (!isDivision(division) || !isDivision(other)) return false;
  // Compared in place: this runs over every node of the trust list at every scan, and pieces of strings are garbage.
  let length = 6;
  while (length > 0 && division.charCodeAt(length - 2) === ZERO && division.charCodeAt(length - 1) === ZERO)
    length -= 2;
  for (let i = 0; i < length; i++) if (division.charCodeAt(i) !== other.charCodeAt(i)) return false;
  return true;
}

/** True when both lie in the same province (the same first two digits). */
export function sameProvince(a: string, b: string): boolean {
  return a.slice(0, 2) === b.slice(0, 2);
}
