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
import { waysToGreen } from './ways-to-green.ts';

const withTests = [...packOf([]).inputs, { name: 'tests', source: 'nat-laboratory', freshFor: 'P1D' } as const];
const laboratory = fact('source-report', 'nat-laboratory', { source: 'nat-laboratory', window: 'P14D' });
const waysOf = (rules: Rule[], facts: Fact[], inputs = withTests) =>
  waysToGreen(compilePack(packOf(rules, { inputs })), facts, noAreas, at);

/** Red for eight days after contact, and until a negative sample taken after those eight days. */
const eightDaysAndATest = rule(
  'eight-days',
  'red',
  some('contacts', {
    '!': [
      {
        and: [
          { 'not-before': [present, { plusTime: [{ var: 'current.since' }, 8, 'day'] }] },
          {
            if: [
              { var: 'current.lastNegativeAt' },
              {
                'not-before': [
                  { plusTime: [{ var: 'current.lastNegativeAt' }, 0, 'day'] },
                  { plusTime: [{ var: 'current.since' }, 8, 'day'] },
                ],
              },
              false,
            ],
          },
        ],
      },
    ],
  }),
);
/** Yellow until two negatives, a day apart. */
const twoTests = rule('two-tests', 'yellow', some('contacts', { '>': [2, { var: 'current.negativesSince' }] }));

describe('the way to green', () => {
  test('of a contact is to wait until the day her rule names', () => {
    const { own } = waysOf([isWell, isContact], [declared(), asked(), laboratory, contactSince('2022-11-14')]);
    expect(own).toEqual({
      steps: [{ kind: 'wait', until: '2022-11-28T00:00:00+08:00' }],
      greenAt: '2022-11-28T00:00:00+08:00',
      ruleIds: ['well'],
    });
  });

  test('includes declaring again where she waits for longer than the seven days a declaration counts', () => {
    const { own } = waysOf([isWell, isContact], [declared(), asked(), laboratory, contactSince('2022-11-20')]);
    expect(own?.steps).toEqual([{ kind: 'declare' }, { kind: 'wait', until: '2022-12-04T00:00:00+08:00' }]);
  });

  test('with symptoms is to declare anew once they are gone', () => {
    const { own, lifted } = waysOf([isWell, hasSymptoms], [declared(['fever']), asked(), laboratory]);
    expect(own).toEqual({ steps: [{ kind: 'declare' }], greenAt: at, ruleIds: ['well'] });
    expect(lifted).toBeNull();
  });

  test('of who never declared begins with declaring', () => {
    expect(waysOf([isWell], [asked(), laboratory]).own?.steps).toEqual([{ kind: 'declare' }]);
  });

  test('never begins with a declaration that is not true: whom she met stays as she said', () => {
    const met = fact('health-declaration', 'declaration', { symptoms: [], contactWithCase: true });
    expect(waysOf([isWell], [met, asked(), laboratory]).own).toBeNull();
  });

  test('names the tests that count, and when: two, a day apart', () => {
    const facts = [declared(), asked(), laboratory, contactSince('2022-11-20')];
    expect(waysOf([isWell, twoTests], facts).own).toEqual({
      steps: [
        { kind: 'test', at: '2022-11-24T08:00:00+08:00' },
        { kind: 'test', at: '2022-11-25T08:00:00+08:00' },
      ],
      greenAt: '2022-11-25T08:00:00+08:00',
      ruleIds: ['well'],
    });
  });

  test('leaves out what she has done already', () => {
    const at23 = '2022-11-23T07:00:00+08:00';
    const done = fact('nat', 'nat-laboratory', {
      result: 'negative',
      sampledAt: at23,
      reportedAt: at23,
      institution: '甲',
    });
    const { own } = waysOf([isWell, twoTests], [declared(), asked(), laboratory, contactSince('2022-11-20'), done]);
    expect(own?.steps).toEqual([{ kind: 'test', at: '2022-11-24T08:00:00+08:00' }]);
    expect(own?.greenAt).toBe(at);
  });

  test('puts a test where it counts: after the eight days, not before', () => {
    const { own } = waysOf([isWell, eightDaysAndATest], [declared(), asked(), laboratory, contactSince('2022-11-20')]);
    expect(own).toEqual({
      steps: [{ kind: 'test', at: '2022-11-28T00:00:00+08:00' }],
      greenAt: '2022-11-28T00:00:00+08:00',
      ruleIds: ['well'],
    });
  });

  test('says whose answer is awaited where a source is late', () => {
    const { own } = waysOf([isWell, isContact], [declared(), laboratory]);
    expect(own).toEqual({ steps: [{ kind: 'answer', source: 'health-commission' }], greenAt: at, ruleIds: ['well'] });
  });

  test('is none where nothing within sixty days would do', () => {
    const forever = rule('case', 'red', { '===': [{ var: 'cases.0.state' }, 'confirmed'] });
    const confirmed = fact('case-state', 'health-commission', { state: 'confirmed', since: '2022-11-20' });
    const ways = waysOf([isWell, forever], [declared(), asked(), laboratory, confirmed]);
    expect(ways.own).toBeNull();
    expect(ways.lifted).toEqual({
      steps: [{ kind: 'lift', source: 'health-commission', factId: confirmed.id }],
      greenAt: at,
      ruleIds: ['well'],
    });
  });

  test('through the source is told only where it is earlier than her own', () => {
    const contact = contactSince('2022-11-20');
    const { lifted } = waysOf([isWell, isContact], [declared(), asked(), laboratory, contact]);
    expect(lifted?.steps).toEqual([{ kind: 'lift', source: 'health-commission', factId: contact.id }]);
    expect(lifted?.greenAt).toBe(at);
    expect(waysOf([isWell, hasSymptoms], [declared(['fever']), asked(), laboratory]).lifted).toBeNull();
  });

  test('takes back all that made the colour where no single thing is as good', () => {
    const contacts = [contactSince('2022-11-20'), { ...contactSince('2022-11-21'), id: 'another' }];
    const { lifted } = waysOf([isWell, isContact], [declared(), asked(), laboratory, ...contacts]);
    expect(lifted?.steps.map((step) => step.kind === 'lift' && step.factId)).toEqual(contacts.map(({ id }) => id));
    expect(lifted?.greenAt).toBe(at);
  });

  test('through the source is not told where it is no earlier', () => {
    const home = rule(
      'home',
      'yellow',
      some('isolations', { before: [present, { plusTime: [{ var: 'current.until' }, 0, 'day'] }] }),
    );
    const inputs = [...withTests, { name: 'isolations', source: 'health-commission', freshFor: 'P1D' } as const];
    const isolated = fact('isolation', 'health-commission', {
      place: 'home',
      since: '2022-11-14',
      until: '2022-11-27',
    });
    const facts = [declared(), asked(), laboratory, contactSince('2022-11-14'), isolated];
    const { own, lifted } = waysOf([isWell, isContact, home], facts, inputs);
    expect(own?.greenAt).toBe('2022-11-28T00:00:00+08:00');
    expect(lifted?.steps.filter(({ kind }) => kind === 'lift') ?? []).toEqual([]);
  });

  test('counts a test from its day on: the one of tomorrow is none today', () => {
    const withinTwoDays = rule(
      'tested',
      'green',
      some('tests', {
        and: [
          { '===': [{ var: 'current.result' }, 'negative'] },
          { before: [present, { plusTime: [{ var: 'current.sampledAt' }, 48, 'hour'] }] },
        ],
      }),
    );
    expect(waysOf([withinTwoDays], [declared(), asked(), laboratory]).own?.steps).toEqual([{ kind: 'test', at }]);
  });

  test('of two that end together is the one with fewer steps', () => {
    const tested = rule('tested', 'green', some('contacts', { '>': [{ var: 'current.negativesSince' }, 1] }));
    const { own } = waysOf([isWell, tested, isContact], [asked(), laboratory, contactSince('2022-11-14')]);
    expect(own?.steps).toEqual([{ kind: 'declare' }, { kind: 'wait', until: '2022-11-28T00:00:00+08:00' }]);
  });

  test('is empty for who is green', () => {
    expect(waysOf([isWell], [declared(), asked(), laboratory])).toEqual({
      own: { steps: [], greenAt: at, ruleIds: ['well'] },
      lifted: null,
    });
  });
});
