import { FINDINGS, verifyCode } from '@tongxing/codec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doorFindings, guardWords, judgeCheck, recordCheck, type SeenCode, seenOffline, type Taken } from './index.ts';
import type { DoorCheck } from './schemas/door-check.ts';

const words = (zh: string) => ({ zh, en: zh });
const check: DoorCheck = {
  steps: ['code', 'document', 'temperature'],
  yellow: { verdict: 'stop', say: words('yellow') },
  red: { verdict: 'stop', say: words('red') },
  feverFrom: 37.3,
  fever: words('fever'),
  personDiffers: words('differs'),
  documentWays: ['reader', 'by-eye'],
  exempt: { fromAge: 60, underAge: 14, say: words('exempt') },
  documentLookup: true,
  manualLane: true,
};
const home: DoorCheck = { ...check, yellow: { verdict: 'pass', say: words('home') } };
const bare: DoorCheck = { ...check, documentLookup: false, manualLane: false };

const green: SeenCode = { kind: 'phone', verdict: 'pass', findings: [], colour: 'green' };
const stopped = (...codes: string[]): SeenCode => ({
  kind: 'phone',
  verdict: 'stop',
  findings: codes.map((code) => ({ code, severity: 'stop' })),
  colour: null,
});
const unclear: SeenCode = {
  kind: 'phone',
  verdict: 'cannot-tell',
  findings: [{ code: 'too-old', severity: 'cannot-tell' }],
  colour: null,
};
const paper = (colour: SeenCode['colour'], verdict: SeenCode['verdict'] = 'cannot-tell'): SeenCode => ({
  kind: 'paper',
  verdict,
  findings: [
    ...(verdict === 'stop' ? [{ code: 'revoked', severity: 'stop' } as const] : []),
    { code: 'paper-needs-document', severity: 'cannot-tell' },
  ],
  colour,
});
const matches = { outcome: 'matches', way: 'by-eye' } as const;
const done: Taken = {
  day: '2026-11-24',
  code: green,
  document: matches,
  temperature: 36.5,
  lookup: null,
  exemption: null,
  registered: false,
};
const bornOn = (birthDate: string) => ({ exemption: { birthDate } });
const judge = (taken: Partial<Taken>, at = check) => {
  const { verdict, basis, next, findings } = judgeCheck(at, { ...done, ...taken });
  return [verdict, basis, next, ...findings.map(({ code }) => code)];
};

describe('green passes with code, document and temperature [M41]', () => {
  test.each<[string, Partial<Taken>, 'code' | 'document' | 'temperature']>([
    ['nothing', { code: null, document: null, temperature: null }, 'code'],
    ['the code alone', { document: null, temperature: null }, 'document'],
    ['code and document', { temperature: null }, 'temperature'],
    ['code and temperature', { document: null }, 'document'],
    ['document and temperature', { code: null }, 'code'],
  ])('after %s the next step is said and nobody passes', (_, taken, next) => {
    expect(judge(taken)).toEqual(['cannot-tell', 'code', next]);
  });

  test('and not before all of them are done', () => {
    expect(judge({})).toEqual(['pass', 'code', null]);
  });

  test('a fever stops, whatever the code; a reading that cannot be is none', () => {
    expect(judge({ temperature: 37.3 })).toEqual(['stop', 'code', null, 'fever']);
    expect(judge({ temperature: 37.29 })[0]).toBe('pass');
    for (const temperature of [Number.NaN, 21, 'not-taken'] as const) {
      expect(judge({ temperature })).toEqual(['cannot-tell', 'code', null, 'temperature-not-taken']);
    }
  });

  test("somebody else's code stops; a document that cannot be read, or is taken in another way, leaves it open [M42]", () => {
    const document = (outcome: 'differs' | 'unreadable' | 'matches', way: 'by-eye' | 'typed') => ({
      document: { outcome, way },
    });
    expect(judge(document('differs', 'by-eye'))).toEqual(['stop', 'code', null, 'person-differs']);
    expect(judge(document('differs', 'typed'))).toEqual(['stop', 'code', null, 'person-differs']);
    expect(judge(document('unreadable', 'by-eye'))).toEqual(['cannot-tell', 'code', null, 'document-unreadable']);
    expect(judge(document('matches', 'typed'))).toEqual(['cannot-tell', 'code', null, 'document-way-not-taken']);
  });
});

describe('yellow and red by the rule of the place [M41]', () => {
  test('where it lets yellow home, yellow passes and the guard is told what to say; red does not', () => {
    expect(judge({ code: stopped('colour-yellow') })).toEqual(['stop', 'code', null, 'colour-yellow']);
    expect(judge({ code: stopped('colour-yellow') }, home)).toEqual(['pass', 'code', null, 'colour-yellow']);
    expect(judgeCheck(home, { ...done, code: stopped('colour-yellow') }).say).toEqual(words('home'));
    expect(judge({ code: stopped('colour-red') }, home)[0]).toBe('stop');
    expect(judge({ code: paper('yellow') }, home)).toEqual(['pass', 'paper-code', null, 'colour-yellow']);
  });

  test.each(['stale-display', 'revoked', 'bad-holder-signature'])('%s beside it still stops', (other) => {
    expect(judge({ code: stopped('colour-yellow', other) }, home)[0]).toBe('stop');
  });

  test('a movement permit that lets her pass is said to the guard [W06]', () => {
    const findings = ['colour-yellow', 'movement-permit'].map((code) => ({ code, severity: 'note' as const }));
    const judged = judgeCheck(check, { ...done, code: { ...green, findings } });
    expect(judged.verdict).toBe('pass');
    expect(judged.say.zh).toContain('直接回家');
  });
});

describe('without a phone [M56] [W13]', () => {
  test('a paper code passes with the document and the colour its node tells; without a network nobody knows the colour', () => {
    expect(judge({ code: paper('green'), document: null })).toEqual(['cannot-tell', 'paper-code', 'document']);
    expect(judge({ code: paper('green') })).toEqual(['pass', 'paper-code', null]);
    expect(judge({ code: paper('red') })).toEqual(['stop', 'paper-code', null, 'colour-red']);
    expect(judge({ code: paper('pending') })[0]).toBe('cannot-tell');
    expect(judge({ code: paper(null) })).toEqual(['cannot-tell', 'paper-code', null, 'paper-colour-unknown']);
    expect(judge({ code: paper('green', 'stop') })).toEqual(['stop', 'paper-code', null, 'revoked']);
  });

  test('the paper asks for a document also where the place does not', () => {
    const at: DoorCheck = { ...check, steps: ['code'] };
    expect(judge({ code: paper('green'), document: null }, at)).toEqual(['cannot-tell', 'paper-code', 'document']);
  });

  test.each([
    ['turns sixty today', '1966-11-24', 'pass'],
    ['turns sixty tomorrow', '1966-11-25', 'cannot-tell'],
    ['turns fourteen tomorrow', '2012-11-25', 'pass'],
    ['turned fourteen today', '2012-11-24', 'cannot-tell'],
    ['is born tomorrow', '2026-11-25', 'cannot-tell'],
    ['is born on no day', '1950-02-30', 'cannot-tell'],
  ])('who %s: %s is %s on document and temperature', (_, birthDate, verdict) => {
    expect(judge({ code: 'none', ...bornOn(birthDate) })[0]).toBe(verdict);
  });

  test('exempt, she still shows a document and has her temperature taken, also where nobody else does', () => {
    const at: DoorCheck = { ...check, steps: ['code'] };
    const old = { code: 'none', ...bornOn('1940-01-01') } as const;
    expect(judge({ ...old, document: null, temperature: null }, at).slice(0, 3)).toEqual([
      'cannot-tell',
      'exemption',
      'document',
    ]);
    expect(judge({ ...old, temperature: null }, at)[2]).toBe('temperature');
    expect(judge(old, at)[0]).toBe('pass');
  });

  test('a look-up by document or registration by hand stands in, where the place has it', () => {
    expect(judge({ code: 'none', lookup: 'pass' })).toEqual(['pass', 'document', null, 'no-code']);
    expect(judge({ code: 'none', lookup: 'pass' }, bare)[0]).toBe('cannot-tell');
    expect(judge({ code: 'none', lookup: 'cannot-tell' })[0]).toBe('cannot-tell');
    expect(judge({ code: 'none', registered: true }).slice(0, 2)).toEqual(['pass', 'manual']);
    expect(judge({ code: unclear, registered: true }).slice(0, 2)).toEqual(['pass', 'manual']);
    expect(judge({ code: 'none', registered: true }, bare)).toContain('no-manual-lane');
  });

  test.each<[string, Partial<Taken>]>([
    ['exemption', bornOn('1940-01-01')],
    ['registration by hand', { registered: true }],
    ['a look-up', { lookup: 'pass' }],
  ])('%s never helps past a code that stops', (_, taken) => {
    expect(judge({ code: stopped('colour-red'), ...taken })[0]).toBe('stop');
    expect(judge({ code: paper('red'), ...taken })[0]).toBe('stop');
  });

  test('nor does anything help past a look-up that stops', () => {
    expect(judge({ lookup: 'stop' })).toEqual(['stop', 'code', null, 'lookup-stop']);
    expect(judge({ code: 'none', lookup: 'stop', registered: true, ...bornOn('1940-01-01') })[0]).toBe('stop');
  });

  test('what the guard may try is said while the code leaves it open, and only then', () => {
    const ways = (taken: Partial<Taken>, at = check) => judgeCheck(at, { ...done, ...taken }).ways;
    expect(ways({ code: 'none' })).toEqual(['document-lookup', 'exemption', 'manual-lane']);
    expect(ways({ code: unclear, lookup: 'cannot-tell' }, { ...check, manualLane: false })).toEqual(['exemption']);
    expect(ways({ code: null })).toEqual([]);
    expect(ways({ code: stopped('colour-red') })).toEqual([]);
    expect(ways({})).toEqual([]);
  });
});

test('a code without a network is judged by what was verified; a verdict without a reason is not improved', async () => {
  const context = {
    now: 0,
    division: '370102',
    trustList: undefined,
    statusOf: () => undefined,
    rules: { displayPast: 90, displayFuture: 30, asOfLimit: 0, staleDisplay: 'stop', foreignGreen: 'pass' },
  } as const;
  const seen = seenOffline(await verifyCode('no code', context, { verify: () => Promise.resolve(true) }));
  expect(judge({ code: seen })).toEqual(['stop', 'code', null, 'malformed']);
  expect(judge({ code: { ...green, verdict: 'cannot-tell' } })).toEqual([
    'cannot-tell',
    'code',
    null,
    'verifier-failed',
  ]);
  expect(judge({ code: { ...green, verdict: 'stop' } })[0]).toBe('stop');
});

test('of a check neither degrees nor a date of birth is kept', () => {
  const about = { checkId: 'a', checkedAt: 'b', shiftId: null, scanId: null };
  const record = recordCheck(check, { ...done, code: 'none', temperature: 38.4, ...bornOn('1940-01-01') }, about);
  expect(record).toEqual({
    ...about,
    basis: 'exemption',
    document: matches,
    temperature: 'fever',
    verdict: 'stop',
    findings: ['fever', 'exempt', 'no-code'],
  });
  expect(recordCheck(check, { ...done, temperature: 20 }, about).temperature).toBe('not-taken');
});

describe('whatever was seen', () => {
  const bilingual = fc.constant(words('x'));
  const rule = fc.record({ verdict: fc.constantFrom('pass', 'stop'), say: bilingual });
  const checks: fc.Arbitrary<DoorCheck> = fc.record({
    steps: fc
      .subarray(['code', 'document', 'temperature'] as const, { minLength: 1 })
      .map((steps) => [...new Set(['code' as const, ...steps])]),
    yellow: rule,
    red: rule,
    feverFrom: fc.constant(37.3),
    fever: bilingual,
    personDiffers: bilingual,
    documentWays: fc.subarray(['reader', 'typed', 'by-eye'] as const, { minLength: 1 }).map((ways) => [...ways]),
    exempt: fc.record({ fromAge: fc.constantFrom(60, null), underAge: fc.constantFrom(14, null), say: bilingual }),
    documentLookup: fc.boolean(),
    manualLane: fc.boolean(),
  });
  // Each row from better to worse.
  const codes: Taken['code'][][] = [
    [green, unclear, stopped('malformed')],
    [green, 'none', null],
    [green, stopped('colour-yellow'), stopped('colour-yellow', 'revoked')],
    [paper('green'), paper('yellow'), paper('yellow', 'stop')],
    [paper('green'), paper(null), paper(null, 'stop')],
    [paper('green'), paper('pending')],
  ];
  const temperatures: Taken['temperature'][][] = [
    [36.5, 'not-taken', 37.3, 45],
    [36.5, Number.NaN, Infinity],
    [36.5, null],
  ];
  const documents = (way: 'reader' | 'typed' | 'by-eye'): Taken['document'][][] => [
    [
      { outcome: 'matches', way },
      { outcome: 'unreadable', way },
      { outcome: 'differs', way },
    ],
    [{ outcome: 'matches', way }, null],
  ];
  const better = <T>(rows: readonly (readonly T[])[]) =>
    fc.constantFrom(...rows).chain((row) =>
      fc.tuple(fc.nat(row.length - 1), fc.nat(row.length - 1)).map(([a, b]) => {
        return [row[Math.min(a, b)] as T, row[Math.max(a, b)] as T] as const;
      }),
    );
  const pairs = fc.record({
    code: better(codes),
    document: fc
      .constantFrom('reader' as const, 'typed' as const, 'by-eye' as const)
      .chain((way) => better(documents(way))),
    temperature: better(temperatures),
    lookup: better<Taken['lookup']>([
      ['pass', null, 'stop'],
      ['pass', 'cannot-tell', 'stop'],
    ]),
    exemption: better<Taken['exemption']>([
      [{ birthDate: '1940-01-01' }, { birthDate: '1990-01-01' }],
      [{ birthDate: '2020-01-01' }, null],
    ]),
    registered: better([[true, false]]),
  });
  const rank = { pass: 0, 'cannot-tell': 1, stop: 2 };
  const side = (pair: typeof pairs extends fc.Arbitrary<infer T> ? T : never, at: 0 | 1): Taken => ({
    day: done.day,
    code: pair.code[at],
    document: pair.document[at],
    temperature: pair.temperature[at],
    lookup: pair.lookup[at],
    exemption: pair.exemption[at],
    registered: pair.registered[at],
  });

  test('what is worse never gives a better verdict', () => {
    fc.assert(
      fc.property(checks, pairs, (at, pair) => {
        // A document compared in a way that the place does not take is no better than none.
        const [compared, none] = pair.document;
        fc.pre(none !== null || compared === null || at.documentWays.includes(compared.way));
        const [good, bad] = [judgeCheck(at, side(pair, 0)), judgeCheck(at, side(pair, 1))];
        // Something left undone is not yet bad: a stop may still come out of it, a pass may not.
        expect(bad.verdict === 'pass' ? rank[good.verdict] : 0).toBe(0);
        const untold = [pair.code[1], pair.document[1], pair.temperature[1]].includes(null);
        if (!untold) expect(rank[bad.verdict]).toBeGreaterThanOrEqual(rank[good.verdict]);
      }),
      { numRuns: 3000 },
    );
  });

  test('nobody passes while a step of the place is not done, or with a fever, or as somebody else', () => {
    fc.assert(
      fc.property(checks, pairs, (at, pair) => {
        const taken = side(pair, 1);
        const judged = judgeCheck(at, taken);
        if (judged.verdict !== 'pass') return;
        for (const step of at.steps) expect(taken[step]).not.toBeNull();
        expect(taken.document?.outcome ?? 'matches').toBe('matches');
        expect(judged.next).toBeNull();
        expect(judged.findings.every(({ severity }) => severity === 'note')).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

test('for every finding of a code or a check the guard is told what to do next and what to say', () => {
  const findings = [...Object.keys(FINDINGS), ...Object.keys(doorFindings)];
  expect(Object.keys(guardWords).toSorted()).toEqual(findings.toSorted());
  expect(new Set(findings).size).toBe(findings.length);
});
