import { describe, expect, test } from 'vitest';
import { readMrz } from './index.ts';
import { checkDigitOf } from './mrz.ts';

/** The specimen of ICAO Doc 9303-4, Appendix A. */
const specimen = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
] as const;

describe('a machine-readable zone', () => {
  test('of the ICAO specimen is read', () => {
    const zone = {
      issuingCountry: 'UTO',
      name: 'ERIKSSON ANNA MARIA',
      documentNumber: 'L898902C3',
      nationality: 'UTO',
      birthDate: '740812',
      expiryDate: '120415',
    };
    expect(readMrz(specimen.join('\n'))).toEqual(zone);
    expect(readMrz(specimen.join(''))).toEqual(zone);
  });

  test('has the check digits of the worked examples in ICAO Doc 9303-3, Appendix A', () => {
    expect(checkDigitOf('520727')).toBe('3');
    expect(checkDigitOf('AB2134<<<')).toBe('5');
  });

  test.each(Array.from({ length: 44 }, (_, position) => position).filter((at) => ![10, 11, 12, 20].includes(at)))(
    'is refused when character %i of its second line is another',
    (position) => {
      const line = [...specimen[1]];
      // The next value: a difference of 1, which no weight of 7, 3 and 1 hides modulo 10.
      const value = line[position] === '<' ? 0 : Number.parseInt(line[position] ?? '', 36);
      line[position] = ((value + 1) % 36).toString(36).toUpperCase();
      expect(readMrz(specimen[0] + line.join(''))).toBe('check-digit');
    },
  );

  test('may have < where an unused personal number has its digit', () => {
    const body = 'L898902C36UTO7408122F1204159<<<<<<<<<<<<<<';
    const proved = (line: string) => checkDigitOf(line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43));
    for (const digit of ['<', '0']) {
      const line = body + digit;
      expect(readMrz(specimen[0] + line + proved(line))).toMatchObject({ documentNumber: 'L898902C3' });
    }
  });

  test('of Germany says DEU', () => {
    const line = 'C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4';
    expect(readMrz(`P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<${line}`)).toMatchObject({ nationality: 'DEU' });
  });

  test.each([
    ['length', 'a line too short', specimen.join('').slice(1)],
    ['length', 'nothing', ''],
    ['characters', 'a digit in the name', `P<UTOER1KSSON${specimen[0].slice(13)}${specimen[1]}`],
    ['characters', 'an identity card of the same length', `I${specimen.join('').slice(1)}`],
    ['characters', 'a small letter', specimen[0] + specimen[1].toLowerCase()],
  ])('is told its %s: %s', (what, _why, text) => {
    expect(readMrz(text)).toBe(what);
  });
});
