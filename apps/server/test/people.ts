/** Somebody who does not exist: sequence 996 to 999 and a telephone of a range that no carrier was allotted. */
export interface Person {
  readonly name: string;
  readonly documentNumber: string;
  readonly phone: string;
  readonly residence: string;
}

let made = 0;

/** Another person at every call. */
export function inventPerson(residence = '140105', name = '王秀英'): Person {
  made += 1;
  const born = new Date(Date.UTC(1950, 0, 1) + made * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  return {
    name,
    documentNumber: withCheckCharacter(`${residence}${born}996`),
    phone: `154${String(10_000_000 + made)}`,
    residence,
  };
}

/** ISO 7064 MOD 11-2 by its recursive method (§ 7.1): other arithmetic than the weights of GB 11643. */
export function withCheckCharacter(digits: string): string {
  let product = 0;
  for (const digit of digits) product = ((product + Number(digit)) * 2) % 11;
  const check = (12 - product) % 11;
  return digits + (check === 10 ? 'X' : String(check));
}
