/**
 * What the value of a keyword may be, by the word before its number: the platform's table of parameter values for subscribe messages.
 * Lengths count characters.
 */
const rules: Readonly<Record<string, RegExp>> = {
  thing: /^[\s\S]{1,20}$/u,
  number: /^\d{1,32}(\.\d{1,32})?$/,
  letter: /^[A-Za-z]{1,32}$/,
  character_string: /^[\x21-\x7e]{1,32}$/,
  time: /^(\d{4}年\d{1,2}月\d{1,2}日 )?\d{1,2}:\d{2}(:\d{2})?$/,
  date: /^\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2})?$/,
  phone_number: /^[\d+\-() ]{1,17}$/,
  phrase: /^\p{Script=Han}{1,5}$/u,
};

/** The first keyword whose value the platform would not take, or undefined. */
export function wrongKeyword(data: Readonly<Record<string, { value: string }>>): string | undefined {
  return Object.entries(data).find(([name, { value }]) => {
    const rule = rules[name.replace(/\d+$/, '')];
    return rule === undefined || !rule.test(value);
  })?.[0];
}
