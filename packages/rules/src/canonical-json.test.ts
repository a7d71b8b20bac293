import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonical JSON', () => {
  test('is as the sample of RFC 8785, section 3.2.2', () => {
    const input = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(input)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('sorts names by UTF-16 code units, as the sample of RFC 8785, section 3.2.3', () => {
    const input = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",' +
        '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    );
    expect(Object.values(JSON.parse(canonicalJson(input)) as object).length).toBe(7);
    const values = [...canonicalJson(input).matchAll(/:"([^"]+)"/g)].map(([, value]) => value);
    expect(values).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test('means the same data, and is the same for the same data in another order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
    expect(canonicalJson({ b: 1, a: { d: [2, 3], c: null } })).toBe(canonicalJson({ a: { c: null, d: [2, 3] }, b: 1 }));
  });

  test('is the same however many kinds of objects have been written before that begin with the same name', () => {
    for (let kind = 0; kind < 30; kind += 1) {
      const given = { id: 0, [`z${kind}`]: 1, a: 2, [`m${kind % 3}`]: 3 };
      const expected = `{"a":2,"id":0,"m${kind % 3}":3,"z${kind}":1}`;
      for (let time = 0; time < 2; time += 1) expect(canonicalJson(given)).toBe(expected);
    }
  });

  test('leaves out members that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);

  test.each<[string, unknown]>([
    ['infinity', Infinity],
    ['not a number', { a: NaN }],
    ['a lone surrogate', ['\ud800']],
    ['a lone surrogate in a name', { '\udfff': 1 }],
    ['a date', { at: new Date(0) }],
    ['a map', new Map()],
    ['a big integer', 1n],
    ['a function', { f: () => 1 }],
    ['undefined in a list', [undefined]],
    ['a hole in a list', Object.assign([1], { length: 2 })],
    ['a cycle', cycle],
    ['more than 4 million characters', Array.from({ length: 41 }, () => 'x'.repeat(100_000))],
  ])('refuses %s', (_what, value) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'not-canonical' }));
  });
});
