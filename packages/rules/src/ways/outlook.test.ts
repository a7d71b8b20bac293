import { describe, expect, test } from 'vitest';
import {
  asked,
  at,
  contactSince,
  declared,
  fact,
  hasSymptoms,
  isContact,
  isWell,
  noAreas,
  packOf,
  present,
  rule,
  some,
} from '../../test/small-pack.ts';
import type { Fact } from '../facts/fact.ts';
import { compilePack } from '../pack/compile-pack.ts';
import type { Rule } from '../pack/pack-schema.ts';
import { outlook } from './outlook.ts';

const inputs = [...packOf([]).inputs, { name: 'tests', source: 'nat-laboratory', freshFor: 'P1D' } as const];
/** Asked on 24 November at 8:00 about two days later, from midnight on. */
const seen = (rules: Rule[], facts: Fact[], day = '2022-11-26') =>
  outlook(compilePack(packOf(rules, { inputs })), facts, noAreas, {
    now: at,
    arrival: `${day}T00:00:00+08:00`,
    until: `${day}T24:00:00+08:00`.replace('26T24', '27T00').replace('28T24', '29T00'),
  });

/** Green with a negative sample of the last 48 hours. */
const testedRule = rule(
  'tested',
  'green',
  some('tests', {
    and: [
      { '===': [{ var: 'current.result' }, 'negative'] },
      { before: [present, { plusTime: [{ var: 'current.sampledAt' }, 48, 'hour'] }] },
    ],
  }),
);

describe('the outlook for a day', () => {
  test('is green where nothing stands against it, and asks for nothing', () => {
    expect(seen([isWell], [declared(), asked()])).toMatchObject({
      outcome: { colour: 'green' },
      declares: false,
      changes: [],
      test: null,
      way: null,
    });
  });

  test('names the time in which a test counts on arrival: for 48 hours, from the minute after', () => {
    // Midnight of the 26th less 48 hours is midnight of the 24th, before now: from now on.
    expect(seen([testedRule], [asked()]).test).toEqual({ from: at, until: '2022-11-26T00:00:00+08:00' });
    // Midnight of the 28th less 48 hours: at that very minute it no longer counts.
    expect(seen([testedRule], [asked()], '2022-11-28').test).toEqual({
      from: '2022-11-26T00:01:00+08:00',
      until: '2022-11-28T00:00:00+08:00',
    });
  });

  test('asks for a new declaration where the one there is will have run out, and only there', () => {
    // Declared on the 18th, fresh for seven days (pack): until the 25th.
    const old = declared([], '2022-11-18T08:00:00+08:00');
    expect(seen([isWell], [old, asked()])).toMatchObject({ outcome: { colour: 'green' }, declares: true });
    expect(seen([isWell], [declared(), asked()]).declares).toBe(false);
    expect(seen([isWell, isContact], [declared(), asked(), contactSince('2022-11-20')])).toMatchObject({
      outcome: { colour: 'red' },
      declares: false,
    });
  });

  test('does not promise green to whom no test helps', () => {
    const { outcome, test: needed, way } = seen([isWell, isContact], [declared(), asked(), contactSince('2022-11-20')]);
    expect(outcome.reasons.map(({ ruleId }) => ruleId)).toEqual(['contact']);
    expect([needed, way]).toEqual([null, null]);
  });

  test('tells how it goes on during the day, and the way where it ends in green', () => {
    // Fourteen days after the 12th at 8:00 it is over: on the 26th at 8:00.
    const contact = contactSince('2022-11-12T08:00:00+08:00');
    const { outcome, changes, way } = seen([isWell, isContact], [declared(), asked(), contact]);
    expect(outcome.colour).toBe('red');
    expect(changes).toEqual([{ at: '2022-11-26T08:00:00+08:00', colour: 'green' }]);
    expect(way?.greenAt).toBe('2022-11-26T08:00:00+08:00');
  });

  test('counts what a symptom-free declaration changes as hers to do', () => {
    expect(seen([isWell, hasSymptoms], [declared(['fever']), asked()])).toMatchObject({ declares: true });
  });

  test('asks for no test where the pack reads none', () => {
    const laboratory = fact('source-report', 'nat-laboratory', { source: 'nat-laboratory', window: 'P14D' });
    const never = rule('never', 'yellow', { '===': [1, 1] });
    expect(seen([isWell, never], [declared(), asked(), laboratory]).test).toBeNull();
  });
});
