import { expect, test } from 'vitest';

interface LegEntered {
  readonly division: string;
  readonly arrive: number;
  readonly leave: number;
  readonly kind: 'stay' | 'transit';
  readonly handOn: boolean;
}

const source = new URL('../../apps/citizen/src/forms/leg-times.ts', import.meta.url).href;
const { legTimes } = (await import(source)) as {
  legTimes(legs: readonly LegEntered[], now: number): { arriveAt: number; leaveAt: number }[];
};

const midnight = (day: number) => Date.parse(`2026-11-${day}T00:00:00+08:00`);
const leg = (arrive: number, leave: number): LegEntered => ({
  division: '370100',
  arrive: midnight(arrive),
  leave: midnight(leave),
  kind: 'stay',
  handOn: true,
});
const text = (time: number) => new Date(time + 8 * 3_600_000).toISOString().slice(8, 16);

test.each<[string, LegEntered[], string[]]>([
  ['days apart', [leg(25, 26), leg(28, 29)], ['25T00:00 – 27T00:00', '28T00:00 – 30T00:00']],
  ['today, from now on', [leg(24, 25)], ['24T12:00 – 26T00:00']],
  ['one after the other on one day', [leg(25, 26), leg(26, 27)], ['25T00:00 – 26T12:00', '26T12:00 – 28T00:00']],
  [
    'through two on the day of arrival',
    [leg(25, 25), leg(25, 25), leg(25, 27)],
    ['25T00:00 – 25T12:00', '25T12:00 – 25T18:00', '25T18:00 – 28T00:00'],
  ],
])('the legs of a trip follow each other: %s [W07]', (_, legs, expected) => {
  const times = legTimes(legs, midnight(24) + 12 * 3_600_000);
  expect(times.map(({ arriveAt, leaveAt }) => `${text(arriveAt)} – ${text(leaveAt)}`)).toEqual(expected);
});
