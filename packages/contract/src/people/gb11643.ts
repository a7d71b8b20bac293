// GB 11643-1999: the weights of the first 17 digits and the check character for each remainder of the sum modulo 11.
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The eighteenth character that belongs to the first seventeen digits (GB 11643-1999, ISO 7064 MOD 11-2). */
export function checkCharacterOf(digits: string): string {
  const sum = weights.reduce((total, weight, position) => total + weight * Number(digits[position]), 0);
  return checkCharacters.charAt(sum % 11);
}

/** Born between 1880 and `today` (YYYY-MM-DD), on a day that the calendar has? @param birth YYYYMMDD */
export function isBirthDate(birth: string, today: string): boolean {
  const [year, month, day] = [birth.slice(0, 4), birth.slice(4, 6), birth.slice(6, 8)].map(Number) as [
    number,
    number,
    number,
  ];
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (monthDays[month - 1] ?? 0) + (leap ? 1 : 0);
  return year >= 1880 && day >= 1 && day <= days && birth <= today.replaceAll('-', '');
}

/** YYYY-MM-DD in the seventh to fourteenth character of a resident number, or of a permanent resident's 18 digits. */
export function birthDateIn(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}
