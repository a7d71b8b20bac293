import { describe, expect, test } from 'vitest';
import {
  asked,
  at,
  contactSince,
  declared,
  hasSymptoms,
  isContact,
  isWell,
  noAreas,
  packOf,
} from '../../test/small-pack.ts';
import type { Fact } from '../facts/fact.ts';
import { compilePack } from './compile-pack.ts';
import { decide, type Decision } from './decide.ts';

const compiled = compilePack(packOf([isWell, hasSymptoms, isContact]));
const run = (facts: Fact[], when: string, previous?: Decision) => decide(compiled, facts, noAreas, when, previous);
const facts = [declared(), asked()];
const green = run(facts, at);

describe('a decision', () => {
  test('is the outcome, while the rules can tell', () => {
    expect(green).toMatchObject({
      colour: 'green',
      standing: false,
      decidedAt: at,
      evaluatedAt: at,
      age: 0,
      standingSince: null,
    });
  });

  test('is not made when there was none and the rules cannot tell', () => {
    expect(run([declared()], at)).toMatchObject({ colour: 'pending', standing: false });
  });

  test('stands with its age while a source is late, until grace is over', () => {
    const standing = run(facts, '2022-11-26T08:00:00+08:00', green);
    expect(standing).toMatchObject({
      colour: 'green',
      reasons: green.reasons,
      standing: true,
      decidedAt: at,
      evaluatedAt: '2022-11-26T08:00:00+08:00',
      age: 172_800,
      standingSince: '2022-11-25T08:00:00+08:00',
      standsUntil: '2022-11-27T08:00:00+08:00',
      unknown: [{ input: 'contacts', source: 'health-commission', lastReceivedAt: at }],
    });
    expect(run(facts, '2022-11-27T07:59:59+08:00', standing).colour).toBe('green');
    expect(run(facts, '2022-11-27T08:00:00+08:00', standing)).toMatchObject({ colour: 'pending', standing: false });
  });

  test('that stands is what the first outcome foretold by standsUntil', () => {
    expect(green.standsUntil).toBe('2022-11-27T08:00:00+08:00');
  });

  test('does not stand longer for being asked for again and again', () => {
    let decision = green;
    for (const when of ['2022-11-25T20:00:00+08:00', '2022-11-26T20:00:00+08:00', '2022-11-27T07:00:00+08:00']) {
      decision = run(facts, when, decision);
      expect(decision.standsUntil).toBe('2022-11-27T08:00:00+08:00');
    }
    expect(run(facts, '2022-11-27T08:00:00+08:00', decision).colour).toBe('pending');
  });

  test('does not begin to stand anew when one source comes back and another falls silent', () => {
    const early = declared([], '2022-11-19T08:00:00+08:00');
    const first = run([early, asked()], at);
    const second = run([early, asked()], '2022-11-25T20:00:00+08:00', first);
    expect(second.standingSince).toBe('2022-11-25T08:00:00+08:00');
    const third = run([early, asked('2022-11-26T06:00:00+08:00')], '2022-11-26T09:00:00+08:00', second);
    expect(third).toMatchObject({
      standing: true,
      unknown: [{ input: 'declaration' }],
      standsUntil: '2022-11-27T08:00:00+08:00',
    });
  });

  test('gives way at once to what becomes known', () => {
    const sick = declared(['fever'], '2022-11-26T07:00:00+08:00');
    expect(run([...facts, sick], '2022-11-26T08:00:00+08:00', green)).toMatchObject({
      colour: 'yellow',
      standing: false,
    });
  });

  test('ends by its own date, though the source is still late', () => {
    const contact = contactSince('2022-11-12');
    const red = run([declared(), contact, asked()], at);
    expect(red.reasons[0]?.until).toBe('2022-11-26T00:00:00+08:00');
    expect(run([declared(), contact, asked()], '2022-11-25T23:59:59+08:00', red).colour).toBe('red');
    expect(run([declared(), contact, asked()], '2022-11-26T00:00:00+08:00', red).colour).toBe('pending');
  });

  test('does not stand where every source has answered and the rules still cannot tell', () => {
    const contactDeclared: Fact = {
      ...declared([], '2022-11-24T09:00:00+08:00'),
      data: { symptoms: [], contactWithCase: true },
    };
    expect(run([contactDeclared, asked()], '2022-11-24T10:00:00+08:00', green)).toMatchObject({
      colour: 'pending',
      standing: false,
    });
  });

  test('of another pack does not stand', () => {
    expect(run(facts, '2022-11-26T08:00:00+08:00', { ...green, packId: 'other' }).colour).toBe('pending');
  });

  test('has grace from now on for an input that was never asked for before', () => {
    const wider = compilePack(
      packOf([isWell, hasSymptoms, isContact], {
        inputs: [...packOf([]).inputs, { name: 'contacts', source: 'national-platform', freshFor: 'P1D' }],
      }),
    );
    const decision = decide(
      wider,
      [declared(), asked('2022-11-24T09:00:00+08:00')],
      noAreas,
      '2022-11-24T10:00:00+08:00',
      green,
    );
    expect(decision).toMatchObject({
      standing: true,
      standingSince: '2022-11-24T10:00:00+08:00',
      standsUntil: '2022-11-26T10:00:00+08:00',
    });
  });
});
