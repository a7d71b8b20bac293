import { describe, expect, test } from 'vitest';
import { asked, at, contactSince, declared, isContact, isWell, noAreas, packOf } from '../../test/small-pack.ts';
import { compilePack } from '../pack/compile-pack.ts';
import { decide, type Decision } from '../pack/decide.ts';
import type { Fact } from './fact.ts';

// The pack of these tests: a close contact is red, who is well and no contact is green.
const compiled = compilePack(packOf([isWell, isContact]));
const run = (facts: Fact[], when = at, previous?: Decision) => decide(compiled, facts, noAreas, when, previous);

const contact = contactSince('2022-11-20');
const against = (kind: 'contest' | 'clearance', rest: object = {}, until = '2022-12-01T08:00:00+08:00'): Fact => ({
  id: `${kind} ${JSON.stringify(rest)}`,
  kind,
  source: 'control-office',
  observedAt: at,
  receivedAt: at,
  data: {
    source: contact.source,
    kind: contact.kind,
    data: contact.data,
    until,
    ...(kind === 'contest' ? { since: at } : { documentNumber: '甲〔2022〕1号' }),
    ...rest,
  },
});
const facts = [declared(), asked(), contact];

describe('a contested fact', () => {
  test('makes what rests on it pending: neither the colour it was the ground of, nor green', () => {
    expect(run(facts).colour).toBe('red');
    const doubted = run([...facts, against('contest')]);
    expect(doubted).toMatchObject({ colour: 'pending', reasons: [], unknown: [{ input: 'contacts' }] });
  });

  test('takes nothing from another fact that is not contested', () => {
    const other = { ...contactSince('2022-11-21'), id: 'other' };
    expect(run([...facts, other, against('contest')]).colour).toBe('red');
  });

  test('counts again when the contest ends, which the outcome foretells', () => {
    const contest = against('contest', {}, '2022-11-24T09:00:00+08:00');
    expect(run([...facts, contest]).nextChangeAt).toBe('2022-11-24T09:00:00+08:00');
    expect(run([...facts, contest], '2022-11-24T08:59:59+08:00').colour).toBe('pending');
    expect(run([...facts, contest], '2022-11-24T09:00:00+08:00').colour).toBe('red');
  });

  test('that is cleared as well is settled: it does not count, and nothing is unknown', () => {
    for (const both of [
      [against('contest'), against('clearance')],
      [against('clearance'), against('contest')],
    ]) {
      expect(run([...facts, ...both]).colour).toBe('green');
    }
  });
});

describe('a decision that rests on a fact that is contested or cleared', () => {
  const red = run(facts);
  // Past the freshness of the commission's report, within the pack's grace.
  const late = '2022-11-26T08:00:00+08:00';

  // What was said proves itself, however long ago: the next test would otherwise hold for any late source.
  test('is red without either, though its source is late', () => {
    expect(run(facts, late, red)).toMatchObject({ colour: 'red', standing: false });
  });

  test.each(['contest', 'clearance'] as const)(
    'does not stand on it after a %s, however late the source is',
    (kind) => {
      expect(run([...facts, against(kind)], late, red)).toMatchObject({ colour: 'pending', standing: false });
    },
  );
});
