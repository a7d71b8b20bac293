import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenWithCode, declare, pledgeOf, type Citizen } from '../../../test/citizen.ts';
import { arrive, consentAt, convert, openFederation, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';

let federation: Federation;
/** Provinces of their own for each part: in all a trust list would not last so long. */
function withProvinces(): void {
  beforeAll(async () => {
    federation = await openFederation();
  });
  afterAll(() => federation.close());
}

interface Guest {
  home: Citizen;
  abroad: Citizen;
  conversionId: string;
}

async function guest(): Promise<Guest> {
  // Sources and trust list are as fresh as they are on any day.
  await federation.pass(10);
  const home = await citizenWithCode(federation.origin);
  const abroad = await arrive(federation, home.person);
  const { conversionId } = await convert(federation, abroad, await consentAt(home.client, '370000', undefined, 30));
  return { home, abroad, conversionId };
}

const stayOf = ({ abroad }: Guest) => abroad.client.call(routes.getGuestStay, {});
const plan = ({ abroad }: Guest, seconds: number) =>
  abroad.client.call(routes.planGuestStay, {
    body: { leavesAt: new Date(federation.destination.clock.now().getTime() + seconds * 1000).toISOString() },
  });
const kindsOf = async ({ abroad }: Guest) =>
  (await abroad.client.call(routes.listMessages, { query: {} })).messages
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('stay-'));

/** Only the clock and the reminders: what else becomes due is shown elsewhere. */
async function pass(seconds: number): Promise<void> {
  federation.destination.clock.forward(seconds);
  await federation.destination.tick('guest-stay.due');
}

async function renewed({ home, abroad, conversionId }: Guest): Promise<string> {
  await federation.pass(10);
  await declare(federation.origin, home);
  await home.client.call(routes.applyForCode, { body: { scope: '140100' } });
  const renewal = await abroad.client.call(routes.renewConversion, {
    params: { conversionId },
    body: { pledge: pledgeOf(federation.destination) },
  });
  await federation.destination.settle();
  return renewal.conversionId;
}

describe('a guest who stays longer than her code', () => {
  withProvinces();

  it('is told two days before it runs out, once, and renews it by one tap [M50]', async () => {
    const her = await guest();
    expect(await stayOf(her)).toMatchObject({ originDivision: '140000', leavesAt: null, endsBeforeLeaving: false });
    expect(await plan(her, 10 * day)).toMatchObject({ endsBeforeLeaving: true });
    await pass(5 * day - minute);
    expect(await kindsOf(her)).toEqual([]);
    await pass(minute);
    await pass(hour);
    expect(await kindsOf(her)).toEqual(['stay-outlasts-code']);
    await renewed(her);
    expect(await stayOf(her)).toMatchObject({ endsBeforeLeaving: false });
  });

  it('is told at once where the end is near already, and not where she leaves before it', async () => {
    const [longer, shorter] = [await guest(), await guest()];
    federation.destination.clock.forward(6 * day);
    await plan(longer, 3 * day);
    await plan(shorter, hour);
    await pass(minute);
    expect(await kindsOf(longer)).toEqual(['stay-outlasts-code']);
    expect(await kindsOf(shorter)).toEqual([]);
  });

  it('is asked to complete her itinerary when the day has come on which she meant to leave [M51]', async () => {
    const her = await guest();
    await plan(her, 3 * day);
    await pass(3 * day - minute);
    expect(await kindsOf(her)).toEqual([]);
    await pass(minute);
    expect(await kindsOf(her)).toEqual(['stay-over']);
  });

  it('states a day that can be, and is somebody who holds a converted code', async () => {
    const her = await guest();
    for (const seconds of [-hour, 367 * day]) expect(await problemOf(plan(her, seconds))).toBe('leaving-date-invalid');
    expect(await problemOf(her.home.client.call(routes.getGuestStay, {}))).toBe('not-found');
    const leavesAt = new Date(federation.origin.clock.now().getTime() + 1000 * day).toISOString();
    expect(await problemOf(her.home.client.call(routes.planGuestStay, { body: { leavesAt } }))).toBe('not-found');
  });
});

describe('a guest who stays for more than fourteen days', () => {
  withProvinces();

  it('is told once that her code can be transferred, counted from her first day and over renewals [M52]', async () => {
    const her = await guest();
    const { since, longSince } = await stayOf(her);
    expect(Date.parse(longSince) - Date.parse(since)).toBe(14 * day * 1000);
    await pass(6 * day);
    her.conversionId = await renewed(her);
    await pass(6 * day);
    her.conversionId = await renewed(her);
    expect((await stayOf(her)).since).toBe(since);
    await pass(2 * day - 2 * minute);
    expect(await kindsOf(her)).toEqual([]);
    await pass(2 * minute);
    await pass(day);
    expect(await kindsOf(her)).toEqual(['stay-long']);
  });

  it('is nobody whose stay is over, and a new one begins when she comes again', async () => {
    const her = await guest();
    const { since } = await stayOf(her);
    await pass(9 * day);
    expect(await kindsOf(her)).toEqual([]);
    await federation.pass(10);
    await declare(federation.origin, her.home);
    await her.home.client.call(routes.applyForCode, { body: { scope: '140100' } });
    await convert(federation, her.abroad, await consentAt(her.home.client));
    expect(Date.parse((await stayOf(her)).since) - Date.parse(since)).toBeGreaterThanOrEqual(9 * day * 1000);
  });
});
