import type { FallbackOrder } from '@tongxing/codec';
import { describe, expect, test } from 'vitest';
import { judgeUnderFallback } from './fallback-check.ts';
import type { SeenCode, Taken } from './door-standing.ts';
import type { DoorCheck } from './schemas/door-check.ts';

const say = (zh: string) => ({ zh, en: zh });
const check: DoorCheck = {
  steps: ['code', 'document'],
  yellow: { verdict: 'stop', say: say('黄码') },
  red: { verdict: 'stop', say: say('红码') },
  feverFrom: 37.3,
  fever: say('发热'),
  personDiffers: say('人证不符'),
  documentWays: ['reader', 'typed'],
  exempt: { fromAge: 70, underAge: 6, say: say('免码') },
  documentLookup: true,
  manualLane: true,
};
const order: FallbackOrder = {
  division: '370000',
  version: 1,
  validFrom: 0,
  validTo: 4_000_000_000,
  afterSeconds: 1800,
  longestSeconds: 3600,
  stripSeconds: 86_400,
  lines: [
    { on: 'strip', temperature: false, places: [] },
    { on: 'document', temperature: true, places: ['public-transport'] },
  ],
  text: say('办法'),
  source: say('文件'),
  hotline: '12345',
};
const seen = (code: string, colour: SeenCode['colour'] = 'green', severity: 'cannot-tell' | 'stop' = 'cannot-tell') =>
  ({ kind: 'phone', verdict: severity, findings: [{ code, severity }], colour }) as const;
const matches = { outcome: 'matches', way: 'reader' } as const;
const judge = (taken: Partial<Taken>, place: 'public-transport' | 'mall' = 'public-transport') =>
  judgeUnderFallback(
    check,
    {
      day: '2026-11-24',
      code: 'none',
      document: null,
      temperature: null,
      lookup: null,
      exemption: null,
      registered: false,
      ...taken,
    },
    { order, place },
  );

describe('a check while the fallback order applies [W09]', () => {
  test('of somebody without a code asks for document and temperature, and passes then', () => {
    expect(judge({})).toMatchObject({ verdict: 'cannot-tell', basis: 'document', next: 'document' });
    expect(judge({ document: matches })).toMatchObject({ verdict: 'cannot-tell', next: 'temperature' });
    expect(judge({ document: matches, temperature: 36.5 })).toMatchObject({
      verdict: 'pass',
      basis: 'document',
      next: null,
      ways: [],
    });
  });

  test('of an old answer does the same; where the order has no line, nothing changes', () => {
    const done = { document: matches, temperature: 36.5 };
    expect(judge({ code: seen('too-old'), ...done }).verdict).toBe('pass');
    expect(judge({ code: seen('too-old'), ...done }, 'mall')).toMatchObject({
      verdict: 'cannot-tell',
      basis: 'code',
      next: null,
    });
  });

  test('lifts no stop, no other doubt, and no colour but green', () => {
    const done = { document: matches, temperature: 36.5 };
    for (const code of [
      seen('colour-red', 'red', 'stop'),
      seen('colour-yellow', 'yellow', 'stop'),
      seen('revoked', 'green', 'stop'),
      seen('ask-node'),
      seen('colour-pending', 'pending'),
      seen('too-old', 'red'),
      seen('too-old', 'yellow'),
    ])
      expect([code.findings[0].code, judge({ code, ...done }).verdict]).not.toContain('pass');
  });

  test('stops on fever and another’s document, and does not ask again for what was tried in vain', () => {
    expect(judge({ document: matches, temperature: 38 }).verdict).toBe('stop');
    expect(judge({ document: { outcome: 'differs', way: 'reader' }, temperature: 36.5 }).verdict).toBe('stop');
    for (const taken of [
      { document: { outcome: 'unreadable', way: 'reader' } as const },
      { document: { outcome: 'matches', way: 'by-eye' } as const, temperature: 36.5 },
      { document: matches, temperature: 'not-taken' as const },
      { document: matches, temperature: 20 },
    ])
      expect(judge(taken)).toMatchObject({ verdict: 'cannot-tell', next: null });
  });
});
