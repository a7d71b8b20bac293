import { isCalendarDay } from '../../platform/clock.ts';

// GB 11643-1999: the weights of the first 17 digits and the check character for each remainder of the sum modulo 11.
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** Upper case, without the spaces people put between groups of digits. */
export function normaliseDocumentNumber(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase();
}

/**
 * Is this a resident identity number that can exist on `today` (YYYY-MM-DD)? Form, birth date and check character
 * (GB 11643-1999). The address part is not looked up: cards keep codes of divisions that have been dissolved since.
 */
export function isResidentNumber(number: string, today: string): boolean {
  const parts = /^[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(number);
  if (parts === null) return false;
  const birth = `${parts[1]}-${parts[2]}-${parts[3]}`;
  if (birth < '1880-01-01' || birth > today || !isCalendarDay(birth)) return false;
  const sum = weights.reduce((total, weight, position) => total + weight * Number(number[position]), 0);
  return checkCharacters[sum % 11] === number[17];
}
