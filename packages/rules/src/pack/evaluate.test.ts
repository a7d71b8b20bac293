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
  rule,
  some,
} from '../../test/small-pack.ts';
import type { Fact } from '../facts/fact.ts';
import type { Rule } from './pack-schema.ts';
import { compilePack } from './compile-pack.ts';
import { evaluate } from './evaluate.ts';
import type { Outcome } from './outcome.ts';

const compiled = compilePack(packOf([isWell, hasSymptoms, isContact]));
const run = (facts: Fact[], when = at) => evaluate(compiled, facts, noAreas, when);
const idsOf = ({ reasons }: Outcome) => reasons.map(({ ruleId }) => ruleId);

describe('the colour', () => {
  test('is green with a true green rule and every worse rule settled', () => {
    expect(run([declared(), asked()])).toMatchObject({
      colour: 'green',
      unknown: [],
      packId: 'small',
      packVersion: '1.0.0',
    });
  });

  test('is the worst of the true rules', () => {
    expect(run([declared(['fever']), asked()]).colour).toBe('yellow');
    expect(run([declared(['fever']), contactSince('2022-11-20'), asked()]).colour).toBe('red');
  });

  test('is pending, never green, while a worse rule is unknown, and tells what is missing', () => {
    const outcome = run([declared()]);
    expect(outcome.colour).toBe('pending');
    expect(outcome.reasons).toEqual([]);
    expect(outcome.unknown).toEqual([
      { input: 'contacts', source: 'health-commission', ruleIds: ['contact'], lastReceivedAt: null },
    ]);
  });

  test('is pending for want of the one source that is late, where an input has two', () => {
    const inputs = [...packOf([]).inputs, { name: 'contacts', source: 'national-platform', freshFor: 'P1D' } as const];
    const outcome = evaluate(compilePack(packOf([isWell, isContact], { inputs })), [declared(), asked()], noAreas, at);
    expect(outcome.unknown).toEqual([
      { input: 'contacts', source: 'national-platform', ruleIds: ['contact'], lastReceivedAt: null },
    ]);
  });

  test('is pending when nothing is known at all', () => {
    const outcome = run([]);
    expect(outcome.colour).toBe('pending');
    expect(outcome.unknown.map(({ input }) => input).toSorted()).toEqual(['contacts', 'declaration']);
  });

  test('is yellow by what is known, though a red rule is unknown; but never yellow for being unknown', () => {
    const outcome = run([declared(['fever'])]);
    expect(outcome).toMatchObject({ colour: 'yellow', unknown: [{ input: 'contacts' }] });
  });

  test('is pending where every rule is settled and none is true, with the input the green rule failed on', () => {
    const contactDeclared = fact('health-declaration', 'declaration', { symptoms: [], contactWithCase: true });
    expect(run([contactDeclared, asked()])).toMatchObject({
      colour: 'pending',
      unknown: [{ input: 'declaration', ruleIds: ['well'] }],
    });
  });

  test('is pending outside the time of the pack, which ends at its last instant', () => {
    const facts = (when: string) => [declared([], when), asked(when)];
    for (const when of ['2021-12-31T23:59:59+08:00', '2023-01-01T00:00:00+08:00']) {
      expect(run(facts(when), when)).toMatchObject({ colour: 'pending', unknown: [{ input: 'pack' }] });
    }
    for (const when of ['2022-01-01T00:00:00+08:00', '2022-12-31T23:59:59+08:00']) {
      expect(run(facts(when), when).colour).toBe('green');
    }
  });

  test('needs an instant with its offset', () => {
    expect(() => run([], '2022-11-24')).toThrow(expect.objectContaining({ code: 'invalid-instant' }));
  });
});

describe('a reason', () => {
  test('carries the texts of its rule, its end, the facts behind it and what was read', () => {
    const contact = contactSince('2022-11-20');
    const [reason] = run([declared(), contact]).reasons;
    expect(reason).toEqual({
      ruleId: 'contact',
      colour: 'red',
      reason: isContact.reason,
      authority: isContact.authority,
      documentNumber: '1',
      until: '2022-12-04T00:00:00+08:00',
      release: isContact.release,
      facts: [{ id: contact.id, source: 'health-commission', observedAt: at, receivedAt: at }],
      trace: [
        { path: 'contacts', value: { items: 1 + 0 } },
        { path: 'current.at', value: at },
        { path: 'current.since', value: '2022-11-20T00:00:00+08:00' },
      ],
    });
  });

  test('is given for every true rule of the colour, in the order of the pack', () => {
    const many = ['c', 'a', 'b'].map((id) =>
      rule(id, 'red', id === 'a' ? { '!': [false] } : { '===': [{ var: 'declaration.contactWithCase' }, false] }),
    );
    expect(idsOf(evaluate(compilePack(packOf([isWell, ...many])), [declared()], noAreas, at))).toEqual(['c', 'a', 'b']);
  });

  test('keeps that order however the rules are judged', () => {
    const contact = { ...isContact, id: 'searched' };
    const plain = rule('plain', 'red', { '!': [{ var: 'declaration.symptoms' }] });
    const tested = rule('tested', 'red', { '===': [{ var: 'contacts.0.degree' }, 'close'] });
    for (const order of [
      [contact, tested, plain],
      [tested, plain, contact],
      [plain, contact, tested],
    ]) {
      const outcome = evaluate(
        compilePack(packOf(order)),
        [declared(), contactSince('2022-11-20'), asked()],
        noAreas,
        at,
      );
      expect(idsOf(outcome)).toEqual(order.map(({ id }) => id));
    }
  });

  test('has no end where the end is unknown or past', () => {
    const until = (logic: unknown) =>
      evaluate(compilePack(packOf([rule('r', 'red', true, { until: logic })])), [], noAreas, at).reasons[0]?.until;
    expect(until({ plusTime: ['2022-11-25', 0, 'day'] })).toBe('2022-11-25T08:00:00+08:00');
    expect(until({ plusTime: ['2022-11-20', 0, 'day'] })).toBeNull();
    expect(until({ plusTime: [{ var: 'cases.0.since' }, 0, 'day'] })).toBeNull();
    expect(until({ var: 'cases' })).toBeNull();
  });

  test('of a green code cites the report by which a source said that there is nothing', () => {
    const quiet = rule('quiet', 'green', { '!': [some('contacts', true)] });
    const report = asked();
    const [reason] = evaluate(compilePack(packOf([quiet])), [report], noAreas, at).reasons;
    expect(reason?.facts.map(({ id }) => id)).toEqual([report.id]);
  });
});

describe('a rule', () => {
  test('that begins by asking what a text is, is unknown while the text is', () => {
    const asks = rule('asks', 'red', { '===': [{ var: 'contacts.0.degree' }, 'close'] });
    const judged = (facts: Fact[]) => evaluate(compilePack(packOf([asks, isWell])), facts, noAreas, at).colour;
    expect(judged([declared()])).toBe('pending');
    expect(judged([declared(), asked()])).toBe('green');
    expect(judged([declared(), contactSince('2022-11-20')])).toBe('red');
  });

  test('that holds where nothing is found, holds for an empty list', () => {
    const nothing = rule('nothing', 'red', {
      reduce: [{ var: 'contacts' }, { if: [true, false, { var: 'accumulator' }] }, true],
    });
    const judged = (facts: Fact[]) => evaluate(compilePack(packOf([nothing, isWell])), facts, noAreas, at).colour;
    expect(judged([declared(), asked()])).toBe('red');
    expect(judged([declared(), contactSince('2022-11-20'), asked()])).toBe('green');
  });

  test('that takes too much work is unknown, and the rules after it are judged', () => {
    const nested = (levels: number): unknown =>
      levels === 0 ? { '+': [1, 1] } : { reduce: [{ var: 'big' }, nested(levels - 1), 0] };
    const list = Array.from({ length: 40 }, () => 1);
    const heavy = rule('heavy', 'red', {
      '>': [JSON.parse(JSON.stringify(nested(5)).replaceAll('{"var":"big"}', JSON.stringify(list))), 3],
    });
    const light = rule('light', 'red', { '>': [{ '+': [1, 1] }, 3] });
    const judged = (first: Rule) =>
      evaluate(compilePack(packOf([first, hasSymptoms, isContact, isWell])), [declared(), asked()], noAreas, at);
    expect(judged(light).colour).toBe('green');
    expect(judged(heavy).colour).toBe('pending');
  });
});
