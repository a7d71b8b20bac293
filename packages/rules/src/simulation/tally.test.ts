import { expect, it } from 'vitest';
import type { Decision } from '../pack/decide.ts';
import { count, createTally } from './tally.ts';

type Judged = Pick<Decision, 'colour' | 'reasons' | 'unknown'>;

function judged(colour: Judged['colour'], rules: readonly string[], missing: readonly string[] = []): Judged {
  return {
    colour,
    reasons: rules.map((ruleId) => ({ ruleId })) as unknown as Judged['reasons'],
    unknown: missing.map((input) => ({ input, source: 'health-commission' })) as unknown as Judged['unknown'],
  };
}

const person = (number: number, before: Judged, after: Judged, division: string | null = '140100') => ({
  pseudonym: `p${number}`,
  division,
  before,
  after,
});

it('counts everybody by colour, and those who change by division and by the rules that come and go', () => {
  const tally = createTally();
  count(tally, person(1, judged('red', ['contact', 'area']), judged('yellow', ['monitored', 'area'])));
  count(tally, person(2, judged('green', ['free']), judged('green', ['free'])));
  count(tally, person(3, judged('yellow', ['area']), judged('green', ['free']), null));
  expect(tally).toMatchObject({
    lookedAt: 3,
    colours: { 'red>yellow': 1, 'green>green': 1, 'yellow>green': 1 },
    divisions: { '140100': { 'red>yellow': 1 }, '-': { 'yellow>green': 1 } },
    rules: {
      contact: { gained: 0, lost: 1 },
      monitored: { gained: 1, lost: 0 },
      area: { gained: 0, lost: 1 },
      free: { gained: 1, lost: 0 },
    },
  });
});

it('says why the draft cannot tell, also of those for whom nothing changes', () => {
  const tally = createTally();
  count(tally, person(1, judged('pending', [], ['cases']), judged('pending', [], ['cases', 'contacts', 'cases'])));
  count(tally, person(2, judged('green', ['free']), judged('yellow', ['area'], ['cases'])));
  expect(tally.unknown).toEqual({ 'cases health-commission': 1, 'contacts health-commission': 1 });
});

it('keeps three examples of each step and no more: a longer list would be one of people', () => {
  const tally = createTally();
  for (let number = 1; number <= 5; number += 1)
    count(tally, person(number, judged('red', ['contact']), judged('green', ['free'])));
  count(tally, person(6, judged('green', ['free']), judged('red', ['contact'])));
  expect(tally.examples.map(({ pseudonym }) => pseudonym)).toEqual(['p1', 'p2', 'p3', 'p6']);
});
