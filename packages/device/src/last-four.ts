const number = /[0-9A-Z]{4,}/g;
const wholeNumber = /[0-9A-Z]*\d[0-9A-Z]*\d[0-9A-Z]*/;

/**
 * The last four characters of the document number in what a reader typed, or a guard. Readers put name and number in one line, in an
 * order of their own: the number is the longest word with digits in it.
 */
export function lastFourOf(text: string): string | undefined {
  const words = text.toUpperCase().match(number) ?? [];
  const numbers = words.filter((word) => wholeNumber.test(word));
  const longest = Math.max(...numbers.map(({ length }) => length));
  return numbers.find(({ length }) => length === longest)?.slice(-4);
}
