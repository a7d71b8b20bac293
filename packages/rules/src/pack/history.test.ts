import { describe, expect, test } from 'vitest';
import { isContact, isWell, packOf, rule, some } from '../../test/small-pack.ts';
import { PolicyError } from '../policy-error.ts';
import { compilePack } from './compile-pack.ts';
import { checkHistory, type History, runHistory } from './history.ts';

const about = { zh: '甲', en: 'A' };
const turn = '2022-06-28T00:00:00+08:00';
const always = rule('always', 'yellow', some('contacts', { '===': [{ var: 'current.degree' }, 'close'] }));
const [before, after, city, entry] = [
  packOf([isContact, isWell], { id: 'before' }),
  packOf([always, isWell], { id: 'after', validFrom: turn }),
  packOf([isContact, isWell], { id: 'city', divisions: ['370900'], validFrom: turn }),
  packOf([isWell], { id: 'entry', purpose: 'entry', validFrom: turn }),
].map((pack) => compilePack(pack));
const packs = [entry, before, after, city].map((pack) => pack!);

const history = (division: string, days: [string, 'red' | 'yellow' | 'green', string?][]): History => ({
  about,
  change: turn,
  people: [
    {
      about,
      division,
      facts: [
        { kind: 'health-declaration', data: { symptoms: [], contactWithCase: false } },
        { kind: 'contact', data: { degree: 'close', since: '2022-06-20' } },
      ],
      days: days.map(([at, colour, source = 'R1']) => ({ at: `${at}:00+08:00`, colour, source })),
    },
  ],
});
const [eve, morning] = ['2022-06-27T23:59', '2022-06-28T00:00'];

describe('a history', () => {
  test('judges the same person by the pack in force that minute, of the narrowest division', () => {
    expect(
      runHistory(
        packs,
        history('370202', [
          [eve, 'red'],
          [morning, 'yellow'],
        ]),
      ),
    ).toEqual([]);
    expect(
      runHistory(
        packs,
        history('370902', [
          [eve, 'red'],
          [morning, 'red'],
        ]),
      ),
    ).toEqual([]);
  });

  test('names the day on which a colour is another', () => {
    const found = runHistory(
      packs,
      history('370202', [
        [eve, 'red'],
        [morning, 'red'],
      ]),
    );
    expect(found).toEqual([{ person: 0, at: turn, field: 'colour', expected: 'red', actual: 'yellow' }]);
  });

  test('cites only rows of the pack that judged', () => {
    const found = runHistory(
      packs,
      history('370202', [
        [eve, 'red', 'R9'],
        [morning, 'yellow'],
      ]),
    );
    expect(found).toMatchObject([{ field: 'source', expected: 'R9', actual: 'before' }]);
  });

  test('is about people on both sides of the change', () => {
    const both = [
      [eve, 'red'],
      ['2022-06-27T00:00', 'red'],
    ] as [string, 'red'][];
    expect(runHistory(packs, history('370202', both))).toMatchObject([{ field: 'days' }]);
    const after = [
      [morning, 'yellow'],
      ['2022-06-29T00:00', 'yellow'],
    ] as [string, 'yellow'][];
    expect(runHistory(packs, history('370202', after))).toMatchObject([{ field: 'days' }]);
  });

  test('says where no pack judges', () => {
    const found = runHistory(
      packs,
      history('140202', [
        [eve, 'red'],
        [morning, 'red'],
      ]),
    );
    expect(found).toMatchObject([{ field: 'pack' }, { field: 'pack' }]);
  });

  test('has a form', () => {
    expect(() =>
      checkHistory({
        ...history('370202', [
          [eve, 'red'],
          [morning, 'red'],
        ]),
        extra: 1,
      }),
    ).toThrow(PolicyError);
    expect(() => checkHistory(history('370202', [[eve, 'red']]))).toThrow(PolicyError);
  });
});
