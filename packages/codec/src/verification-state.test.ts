import { describe, expect, test } from 'vitest';
import { answerTo, summary } from '../test/answer.ts';
import { nodeVerifier } from '../test/node-verifier.ts';
import { checkpoint, KEYS, NOW, paperClaims, present, signStrip } from '../test/two-provinces.ts';
import { encodePaperCode } from './paper.ts';
import { DEFAULT_RULES, type StatusAnswer } from './verification-context.ts';
import { verifyCode } from './verification.ts';

const HOUR = 3600;

describe('time', () => {
  const cases: [what: string, changes: object, displayTime: number, expected: string][] = [
    ['a display of 90 seconds ago', {}, NOW - 90, 'pass'],
    ['a display of 91 seconds ago', {}, NOW - 91, 'stop, stale-display (stop)'],
    ['a display 30 seconds ahead', {}, NOW + 30, 'pass'],
    ['a display 31 seconds ahead', {}, NOW + 31, 'cannot-tell, clock-wrong (cannot-tell)'],
    ['a strip in its last second', { expiresAt: NOW + 1 }, NOW, 'pass'],
    ['a strip at its end', { expiresAt: NOW }, NOW, 'stop, expired (stop)'],
    ['a strip that begins within the tolerance of clocks', { notBefore: NOW + 30 }, NOW, 'pass'],
    ['a strip for tomorrow', { notBefore: NOW + 31 }, NOW, 'stop, not-yet-valid (stop)'],
    ['a strip signed in the future', { issuedAt: NOW + 31 }, NOW, 'cannot-tell, clock-wrong (cannot-tell)'],
    [
      'an expired strip under a contradiction of clocks',
      { expiresAt: NOW },
      NOW + 31,
      'cannot-tell, clock-wrong (cannot-tell), expired (cannot-tell)',
    ],
    ['two faults', { expiresAt: NOW }, NOW - 91, 'stop, expired (stop), stale-display (stop)'],
  ];
  test.each(cases)('%s', async (_, changes, displayTime, expected) => {
    expect(await answerTo(await present(changes, { displayTime }))).toBe(expected);
  });

  test('a screenshot passes with a note where the profile allows it', async () => {
    const lenient = checkpoint({ rules: { ...DEFAULT_RULES, staleDisplay: 'pass' } });
    expect(await answerTo(await present({}, { displayTime: NOW - HOUR }), lenient)).toBe('pass, stale-display (note)');
  });

  test('a status list from half a minute ahead is within the tolerance of clocks', async () => {
    expect(await answerTo(await present(), checkpoint({}, { status: 0, asOf: NOW + 30 }))).toBe('pass');
  });

  test('a status list from the future means that a clock is wrong', async () => {
    expect(await answerTo(await present(), checkpoint({}, { status: 0, asOf: NOW + 31 }))).toBe(
      'cannot-tell, clock-wrong (cannot-tell)',
    );
  });

  test.each([
    [30, 'pass'],
    [-30, 'pass'],
    [31, 'cannot-tell, reader-clock-wrong (cannot-tell)'],
    [-31, 'cannot-tell, reader-clock-wrong (cannot-tell)'],
    [Number.NaN, 'cannot-tell, reader-clock-wrong (cannot-tell)'],
  ])('a reader whose clock was %d seconds ahead of its node: %s', async (clockAhead, expected) => {
    expect(await answerTo(await present(), checkpoint({ clockAhead }))).toBe(expected);
  });

  test('a red code is not reported by a reader that cannot trust its clock', async () => {
    const red = await present({ colour: 'red' });
    expect(await answerTo(red, checkpoint({ clockAhead: 600 }))).toBe('cannot-tell, reader-clock-wrong (cannot-tell)');
  });

  test('a clock that gives no number never passes', async () => {
    expect(await answerTo(await present(), checkpoint({ now: Number.NaN }))).toMatch(/^cannot-tell/);
  });
});

describe('status and age', () => {
  const old = { issuedAt: NOW - 5 * HOUR, notBefore: NOW - 5 * HOUR };
  const cases: [what: string, status: StatusAnswer | undefined, expected: string][] = [
    ['valid four hours ago', { status: 0, asOf: NOW - 4 * HOUR }, 'pass'],
    ['valid a second longer ago', { status: 0, asOf: NOW - 4 * HOUR - 1 }, 'cannot-tell, too-old (cannot-tell)'],
    ['no list', undefined, 'cannot-tell, status-unknown (cannot-tell), too-old (cannot-tell)'],
    [
      'a list whose time is over',
      { status: 0, asOf: NOW - HOUR, expiresAt: NOW },
      'cannot-tell, status-unknown (cannot-tell), too-old (cannot-tell)',
    ],
    ['revoked', { status: 1, asOf: NOW - HOUR }, 'stop, revoked (stop)'],
    ['revoked long ago', { status: 1, asOf: NOW - 90 * HOUR, expiresAt: NOW - 80 * HOUR }, 'stop, revoked (stop)'],
    ['ask the node', { status: 3, asOf: NOW - HOUR }, 'cannot-tell, ask-node (cannot-tell)'],
    [
      'ask the node, by a list whose time is over',
      { status: 3, asOf: NOW - HOUR, expiresAt: NOW },
      'cannot-tell, ask-node (cannot-tell)',
    ],
    ['a status that is not used', { status: 2, asOf: NOW - HOUR }, 'cannot-tell, ask-node (cannot-tell)'],
  ];
  test.each(cases)('a strip of five hours ago, %s', async (_, status, expected) => {
    expect(await answerTo(await present(old), checkpoint({ statusOf: () => status }))).toBe(expected);
  });

  test.each(['green', 'yellow', 'red', 'pending'] as const)(
    '%s and in doubt looks like every other colour',
    async (colour) => {
      expect(await answerTo(await present({ colour }), checkpoint({}, { status: 3, asOf: NOW }))).toBe(
        'cannot-tell, ask-node (cannot-tell)',
      );
      expect(
        await answerTo(await present({ ...old, colour }), checkpoint({}, { status: 0, asOf: NOW - 5 * HOUR })),
      ).toBe('cannot-tell, too-old (cannot-tell)');
    },
  );

  const said: [what: string, strip: 'green' | 'red', answer: StatusAnswer, expected: string][] = [
    ['green on a superseded red strip', 'red', { status: 3, asOf: NOW, colour: 'green' }, 'pass'],
    ['red on a superseded green strip', 'green', { status: 3, asOf: NOW, colour: 'red' }, 'stop, colour-red (stop)'],
    ['red on a green strip in force', 'green', { status: 0, asOf: NOW, colour: 'red' }, 'stop, colour-red (stop)'],
    ['green on a revoked strip', 'green', { status: 1, asOf: NOW, colour: 'green' }, 'stop, revoked (stop)'],
    [
      'green, but five hours ago',
      'green',
      { status: 3, asOf: NOW - 5 * HOUR, colour: 'green' },
      'cannot-tell, too-old (cannot-tell)',
    ],
    [
      'green, but its time is over',
      'green',
      { status: 3, asOf: NOW - HOUR, expiresAt: NOW, colour: 'green' },
      'cannot-tell, ask-node (cannot-tell)',
    ],
  ];
  test.each(said)('the node itself says %s', async (_, colour, answer, expected) => {
    expect(await answerTo(await present({ ...old, colour }), checkpoint({}, answer))).toBe(expected);
  });

  test('a word that is over does not revive even a young strip', async () => {
    const over = { status: 3, asOf: NOW - 60, expiresAt: NOW, colour: 'green' } as const;
    expect(await answerTo(await present(), checkpoint({}, over))).toBe('cannot-tell, ask-node (cannot-tell)');
  });

  test('no profile lets an answer live longer than a day', async () => {
    const lax = { rules: { ...DEFAULT_RULES, asOfLimit: 1e9 } };
    const days = { issuedAt: NOW - 48 * HOUR, notBefore: NOW - 48 * HOUR };
    expect(await answerTo(await present(days), checkpoint(lax, { status: 0, asOf: NOW - 24 * HOUR }))).toBe('pass');
    expect(await answerTo(await present(days), checkpoint(lax, { status: 0, asOf: NOW - 24 * HOUR - 1 }))).toBe(
      'cannot-tell, too-old (cannot-tell)',
    );
  });

  test('a status URI that is not the issuer’s is not asked', async () => {
    const asked: string[] = [];
    const context = checkpoint({
      statusOf(uri) {
        asked.push(uri);
        return { status: 0, asOf: NOW };
      },
    });
    const text = await present({ status: { uri: 'https://sx.example/s/1124-07', idx: 1 } });
    expect(await answerTo(text, context)).toBe('cannot-tell, status-uri-foreign (cannot-tell)');
    expect(asked).toEqual([]);
  });

  test('the index and the URI of the strip are asked for', async () => {
    const asked: unknown[] = [];
    const context = checkpoint({
      statusOf(uri, idx) {
        asked.push(uri, idx);
        return undefined;
      },
    });
    await answerTo(await present(), context);
    expect(asked).toEqual(['https://sd.example/s/1124-07', 471_102]);
  });
});

describe('colour and place', () => {
  test.each([
    ['yellow', 'stop, colour-yellow (stop)'],
    ['red', 'stop, colour-red (stop)'],
    ['pending', 'cannot-tell, colour-pending (cannot-tell)'],
  ] as const)('%s', async (colour, expected) => {
    expect(await answerTo(await present({ colour }))).toBe(expected);
  });

  test('another city’s code cannot be told', async () => {
    expect(await answerTo(await present({ scope: '370200' }))).toBe('cannot-tell, out-of-scope (cannot-tell)');
  });

  test('another city’s red code stops', async () => {
    expect(await answerTo(await present({ scope: '370200', colour: 'red' }))).toBe(
      'stop, out-of-scope (cannot-tell), colour-red (stop)',
    );
  });

  const shanxi = { issuer: '140000', scope: '140000', status: { uri: 'https://sx.example/s/1', idx: 1 } };
  test('another province’s green passes only where the profile says so', async () => {
    const text = await present(shanxi, { issuer: KEYS.shanxiStrip });
    expect(await answerTo(text)).toBe('cannot-tell, foreign-code (note), out-of-scope (cannot-tell)');
    expect(await answerTo(text, checkpoint({ rules: { ...DEFAULT_RULES, foreignGreen: 'pass' } }))).toBe(
      'pass, foreign-code (note)',
    );
  });

  test.each([
    ['140000', 'pass, foreign-code (note)'],
    ['410000', 'cannot-tell, foreign-code (note), out-of-scope (cannot-tell)'],
  ])('a line about the province %s holds for its codes alone', async (named, expected) => {
    const text = await present(shanxi, { issuer: KEYS.shanxiStrip });
    const rules = { ...DEFAULT_RULES, foreignGreenOf: { [named]: 'pass' as const } };
    expect(await answerTo(text, checkpoint({ rules }))).toBe(expected);
  });

  describe('where another province’s code needs a list of that province', () => {
    const rules = { ...DEFAULT_RULES, foreignGreen: 'pass' as const, foreignListRequired: true };
    const ofShanxi = async (answer?: StatusAnswer, claims: object = {}) => {
      const text = await present({ ...shanxi, issuedAt: NOW, ...claims }, { issuer: KEYS.shanxiStrip });
      return answerTo(text, checkpoint({ rules, statusOf: () => answer }));
    };

    test('a strip signed this second passes with a list of four hours ago', async () => {
      expect(await ofShanxi({ status: 0, asOf: NOW - 4 * HOUR })).toBe('pass, foreign-code (note)');
    });

    test.each([
      ['no list', undefined, 'status-unknown'],
      ['a list of before the limit', { status: 0, asOf: NOW - 4 * HOUR - 1 }, 'too-old'],
      ['a list that has run out', { status: 0, asOf: NOW - 60, expiresAt: NOW }, 'status-unknown'],
    ] as const)('and cannot be told with %s, whatever its colour', async (_, answer, finding) => {
      const expected = `cannot-tell, ${finding} (cannot-tell), foreign-code (note)`;
      expect(await ofShanxi(answer)).toBe(expected);
      expect(await ofShanxi(answer, { colour: 'red' })).toBe(expected);
    });

    test('the own province’s strips go on as ever', async () => {
      const text = await present({ issuedAt: NOW });
      expect(await answerTo(text, checkpoint({ rules, statusOf: () => undefined }))).toBe('pass');
    });
  });
});

describe('a paper code', () => {
  test('leads to the document lane and never passes by itself', async () => {
    const text = encodePaperCode(await signStrip(paperClaims()));
    const verification = await verifyCode(text, checkpoint({ statusOf: () => undefined }), nodeVerifier);
    expect(summary(verification)).toBe('cannot-tell, paper-needs-document (cannot-tell)');
    expect([verification.step, verification.strip]).toEqual(['document-lane', paperClaims()]);
  });

  test('that was reported lost stops', async () => {
    const text = encodePaperCode(await signStrip(paperClaims()));
    const verification = await verifyCode(text, checkpoint({}, { status: 1, asOf: NOW }), nodeVerifier);
    expect([summary(verification), verification.step]).toEqual([
      'stop, revoked (stop), paper-needs-document (cannot-tell)',
      'code',
    ]);
  });

  test('that somebody else signed stops', async () => {
    const text = encodePaperCode(await signStrip(paperClaims(), { ...KEYS.forger, kid: KEYS.shandongStrip.kid }));
    expect(await answerTo(text)).toBe('stop, bad-issuer-signature (stop)');
  });
});
