import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wangXiuying } from '../../people/cast.ts';
import { ask, manage } from '../ask.ts';
import { startSimulator, type RunningSimulator } from '../simulator.ts';
import { itineraryCard } from './itinerary-card.ts';
import { cardStays } from './stays.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const noon = at('2022-11-24T12:00:00');

/** The stays of the card as texts in China's time: `140100 11-20 08:00 – 11-21 08:00`. */
function show(presences: [division: string, from: string, to?: string][]): string[] {
  const read = presences.map(([division, from, to]) => ({
    division,
    from: at(from),
    ...(to !== undefined && { to: at(to) }),
  }));
  const time = (milliseconds: number) =>
    new Date(milliseconds + 28_800_000).toISOString().slice(5, 16).replace('T', ' ');
  return cardStays(read, noon).stays.map(({ division, from, to }) => `${division} ${time(from)} – ${time(to)}`);
}

describe('the card', () => {
  test('names the city of a county, and a municipality as one city', () => {
    const from = '2022-11-20T08:00:00';
    const until = '2022-11-21T08:00:00';
    expect(show([['140105', from, until]])).toEqual(['140100 11-20 08:00 – 11-21 08:00']);
    expect(show([['310115', from, until]])).toEqual(['310000 11-20 08:00 – 11-21 08:00']);
    expect(show([['500101', from, until]])).toEqual(['500000 11-20 08:00 – 11-21 08:00']);
  });

  test('shows a stay of four hours and not one of a minute less', () => {
    expect(show([['130102', '2022-11-20T08:00:00', '2022-11-20T12:00:00']])).toHaveLength(1);
    expect(show([['130102', '2022-11-20T08:00:00', '2022-11-20T11:59:00']])).toEqual([]);
  });

  test('adds up hours in two counties of a city, but not hours apart', () => {
    const morning: [string, string, string] = ['130102', '2022-11-20T08:00:00', '2022-11-20T10:00:00'];
    expect(show([morning, ['130104', '2022-11-20T10:00:00', '2022-11-20T12:30:00']])).toEqual([
      '130100 11-20 08:00 – 11-20 12:30',
    ]);
    expect(show([morning, ['130104', '2022-11-20T15:00:00', '2022-11-20T17:30:00']])).toEqual([]);
  });

  test('ends with the last midnight, whatever has happened since', () => {
    expect(show([['370102', '2022-11-23T20:00:00']])).toEqual(['370100 11-23 20:00 – 11-24 00:00']);
    expect(show([['370102', '2022-11-23T20:01:00']])).toEqual([]);
    expect(show([['370102', '2022-11-24T00:00:00']])).toEqual([]);
  });

  test('begins fourteen days before that', () => {
    expect(show([['370102', '2022-10-01T00:00:00', '2022-11-10T00:00:00']])).toEqual([]);
    expect(show([['370102', '2022-10-01T00:00:00', '2022-11-10T00:30:00']])).toEqual([
      '370100 11-10 00:00 – 11-10 00:30',
    ]);
  });
});

describe('the question', () => {
  let card: RunningSimulator;
  beforeEach(async () => {
    card = await startSimulator(itineraryCard, { port: 0, managementPort: 0 });
    await manage(card.managementUrl, 'PUT /clock', { now: '2022-11-24T12:00:00+08:00', running: false });
  });
  afterEach(async () => card.stop());

  test.each([
    ['has expired', '2022-11-24T11:00:00+08:00', '2022-11-24T12:00:00+08:00', 403],
    ['begins in ten minutes', '2022-11-24T12:10:00+08:00', '2022-11-24T13:00:00+08:00', 403],
    ['is in force', '2022-11-24T12:00:00+08:00', '2022-11-24T12:00:01+08:00', 200],
  ])('with an authorisation that %s is answered so', async (_, grantedAt, expiresAt, status) => {
    const { appId, secret } = { appId: 'tongxing-140000', secret: 'simulated-secret-of-shanxi' };
    const parameters = { phone: wangXiuying.phone, authorisation: { id: 'consent-1', grantedAt, expiresAt } };
    const reply = await ask(card.url, 'POST /v1/itinerary', parameters, { appId, secret, now: noon });
    expect(reply.status).toBe(status);
  });

  test('without an authorisation is refused', async () => {
    const asker = { appId: 'tongxing-140000', secret: 'simulated-secret-of-shanxi', now: noon };
    expect((await ask(card.url, 'POST /v1/itinerary', { phone: wangXiuying.phone }, asker)).status).toBe(400);
  });
});
