const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/**
 * The eighteenth character of a citizen's identity number.
 *
 * @param body the first 17 digits: 6 of address, 8 of birth date, 3 of sequence
 * @see GB 11643-1999 (ISO 7064 MOD 11-2)
 */
export function checkCharacter(body: string): string {
  if (!/^\d{17}$/.test(body))
    throw new DocumentNumberError('body-malformed', 'An identity number has 17 digits before the check character.');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** Whether a text is a well-formed identity number: 18 characters, a birth date that exists, the right check character. */
export function isDocumentNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false;
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)].map(Number) as [
    number,
    number,
    number,
  ];
  const born = new Date(Date.UTC(year, month - 1, day));
  const exists = born.getUTCFullYear() === year && born.getUTCMonth() === month - 1 && born.getUTCDate() === day;
  return exists && checkCharacter(text.slice(0, 17)) === text[17];
}

export class DocumentNumberError extends Error {
  readonly code: 'body-malformed';

  constructor(code: 'body-malformed', message: string) {
    super(message);
    this.name = 'DocumentNumberError';
    this.code = code;
  }
}
