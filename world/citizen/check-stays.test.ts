import { describe, expect, test } from 'vitest';

interface EnteredStay {
  readonly division: string;
  readonly from: string;
  readonly to: string;
  readonly by?: 'home' | 'card' | 'card-home';
}
type Finding = { kind: 'gap'; from: number; to: number } | { kind: string; position: number; other?: number };

/** Of the app, which is bundled and no package of this workspace. */
interface CheckStays {
  checkStays(stays: readonly EnteredStay[], now: number): Finding[];
  withCard(
    entered: readonly EnteredStay[],
    card: { asOf: string | null; stays: readonly EnteredStay[] },
    at: { residence: string | undefined; now: string },
  ): EnteredStay[];
  lastCity(stays: readonly EnteredStay[]): string | undefined;
}

const source = new URL('../../apps/citizen/src/forms/check-stays.ts', import.meta.url).href;
const { checkStays, lastCity, withCard } = (await import(source)) as CheckStays;

const at = (text: string) => `2026-11-${text}:00+08:00`;
const now = Date.parse(at('24T12:00'));
const stay = (division: string, from: string, to: string): EnteredStay => ({ division, from: at(from), to: at(to) });
const taiyuan = '140105';
const jinan = '370102';

describe('an itinerary, checked while it is entered', () => {
  test.each<[string, EnteredStay[], string[]]>([
    ['fourteen days at one place', [stay(taiyuan, '10T12:00', '24T12:00')], []],
    ['a journey on one day', [stay(taiyuan, '10T12:00', '20T24:00'), stay(jinan, '20T00:00', '24T12:00')], []],
    [
      'two places for days',
      [stay(taiyuan, '10T12:00', '24T12:00'), stay(jinan, '20T00:00', '22T00:00')],
      ['at-once 0 and 1'],
    ],
    [
      'days of which nothing is said',
      [stay(taiyuan, '12T00:00', '15T00:00'), stay(jinan, '18T00:00', '22T00:00')],
      ['gap 10T12 12T00', 'gap 15T00 18T00', 'gap 22T00 24T12'],
    ],
    ['half a day of which nothing is said', [stay(taiyuan, '10T20:00', '24T00:00')], []],
    [
      'something long ago',
      [
        { division: taiyuan, from: '2026-10-01T00:00:00+08:00', to: at('10T11:00') },
        stay(jinan, '10T12:00', '24T12:00'),
      ],
      ['too-early 0'],
    ],
    ['nothing at all', [], []],
  ])('%s', (_, stays, expected) => {
    const text = (time: number) => new Date(time + 8 * 3_600_000).toISOString().slice(8, 13);
    expect(
      checkStays(stays, now).map((found) => {
        if ('from' in found) return `gap ${text(found.from)} ${text(found.to)}`;
        return `${found.kind} ${found.position}${found.other === undefined ? '' : ` and ${found.other}`}`;
      }),
    ).toEqual(expected);
  });
});

describe('the itinerary card in the form [M12] [M20]', () => {
  const card = {
    asOf: at('24T00:00'),
    stays: [
      { division: '370100', from: at('10T00:00'), to: at('20T08:00') },
      { division: '140100', from: at('20T12:00'), to: at('24T00:00') },
    ],
  };
  const filled = (entered: EnteredStay[], residence?: string) =>
    withCard(entered, card, { residence, now: at('24T12:00') });

  test('takes the place of what was assumed, marked as the card’s, and goes on until now', () => {
    const home: EnteredStay = { ...stay(taiyuan, '10T00:00', '24T12:00'), by: 'home' };
    expect(filled([home])).toEqual([
      { division: '370100', from: at('10T00:00'), to: at('20T08:00'), by: 'card' },
      { division: '140100', from: at('20T12:00'), to: at('24T12:00'), by: 'card' },
    ]);
  });

  test('leaves what she has entered herself, and is not there twice when it is asked for again', () => {
    const entered = stay('110105', '11T00:00', '12T00:00');
    const once = filled([entered]);
    expect(once.map(({ division }) => division)).toEqual(['370100', '110105', '140100']);
    expect(filled(once)).toEqual(once);
  });

  test('names a place once that she has entered and the card names as well', () => {
    const inside = stay('370100', '12T00:00', '15T00:00');
    const around = stay('140100', '19T00:00', '24T13:00');
    expect(filled([inside, around])).toEqual([
      { division: '370100', from: at('10T00:00'), to: at('20T08:00'), by: 'card' },
      around,
    ]);
  });

  test('knows the county in the city she lives in by her home, and says so', () => {
    expect(filled([], taiyuan).map(({ division, by }) => [division, by])).toEqual([
      ['370100', 'card'],
      [taiyuan, 'card-home'],
    ]);
  });

  test('names the city she was last seen in', () => {
    expect(lastCity(card.stays)).toBe('140100');
    expect(lastCity([])).toBeUndefined();
  });
});
