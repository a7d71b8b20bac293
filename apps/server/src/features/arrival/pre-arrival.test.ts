import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, citizenWithCode, declare, type Citizen } from '../../../test/citizen.ts';
import { arrive, openFederation, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day } from '../../../test/manual-clock.ts';
import { inventPerson } from '../../../test/people.ts';
import { answerOf } from './judge.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

const dayAhead = (days: number) =>
  new Date(federation.destination.clock.now().getTime() + days * day * 1000 + 8 * 3_600_000).toISOString().slice(0, 10);

/** Somebody of Shanxi, green at home with a code, known and declared in Shandong. */
async function traveller(): Promise<{ home: Citizen; here: Citizen }> {
  const person = inventPerson('140105');
  const home = await citizenWithCode(federation.origin, person);
  const here = await arrive(federation, person);
  await declare(federation.destination, here);
  return { home, here };
}

async function register({ client }: Citizen, days: number, destination = '370102', originDivision = '140000') {
  const body: schemas.PreArrivalRegistration = {
    originDivision,
    destination,
    travelDate: dayAhead(days),
    transport: 'train',
    consent: { grade: 'asserted' },
  };
  const { preArrivalId } = await client.call(routes.registerPreArrival, { body });
  await federation.destination.settle();
  return preArrivalId;
}

async function journey({ client }: Citizen, preArrivalId: string): Promise<schemas.PreArrival> {
  const { preArrivals } = await client.call(routes.listPreArrivals, {});
  return preArrivals.find((each) => each.preArrivalId === preArrivalId)!;
}

async function turnRed({ home }: { home: Citizen }): Promise<void> {
  const { origin } = federation;
  origin.sources.records.set(home.person.documentNumber, [
    { kind: 'contact', degree: 'close', since: ago(origin, day) },
  ]);
  await declare(origin, home);
}

const toldOf = async ({ client }: Citizen) =>
  (await client.call(routes.listMessages, { query: {} })).messages.filter(({ kind }) => kind === 'journey-changed')
    .length;

describe('a journey that is registered ahead', () => {
  it('is to be verified until the origin has answered, then may be made [M25]', async () => {
    const { here } = await traveller();
    const body = { originDivision: '140000', destination: '370102', travelDate: dayAhead(0) };
    const first = await here.client.call(routes.registerPreArrival, {
      body: { ...body, transport: 'train', consent: { grade: 'asserted' } },
    });
    expect([first.answer, first.text.zh.slice(0, 3)]).toEqual(['to-verify', '待核实']);
    await federation.destination.settle();
    const then = await journey(here, first.preArrivalId);
    expect([then.answer, then.reasons.length > 0]).toEqual(['may-come', true]);
    expect(then.tell.contacts.length).toBeGreaterThan(0);
    expect(await toldOf(here)).toBe(1);
  });

  it('is to be confirmed where it is she who has something to do first: to declare', async () => {
    const person = inventPerson('140105');
    await citizenWithCode(federation.origin, person);
    const here = await arrive(federation, person);
    const id = await register(here, 1);
    const { answer, declare: again } = await journey(here, id);
    expect([answer, again?.zh]).toEqual(['to-confirm', '出发前重新申报健康状况和 14 天行程。']);
    await declare(federation.destination, here);
    await federation.pass(3601);
    expect((await journey(here, id)).answer).toBe('may-come');
  });

  it('may not be made where the origin says red; the reason and what would change it are told, and her code is left alone', async () => {
    const someone = await traveller();
    await turnRed(someone);
    const before = await someone.here.client.call(routes.getHealthInformation, {});
    const found = await journey(someone.here, await register(someone.here, 0));
    expect([found.answer, found.reasons[0]?.colour]).toEqual(['may-not-come', 'red']);
    const after = await someone.here.client.call(routes.getHealthInformation, {});
    expect(after.colour).toBe(before.colour);
  });

  it('is void once it is withdrawn, or another to the same place on the same day takes its place', async () => {
    const { here } = await traveller();
    const [first, second] = [await register(here, 1), await register(here, 1)];
    expect((await journey(here, first)).answer).toBe('void');
    await here.client.call(routes.withdrawPreArrival, { params: { preArrivalId: second } });
    const { answer, state, judgedAgainAt } = await journey(here, second);
    expect([answer, state, judgedAgainAt]).toEqual(['void', 'void', null]);
  });

  it('is judged again when her facts have changed, and she is told the answer is another', async () => {
    const someone = await traveller();
    const id = await register(someone.here, 0);
    const told = await toldOf(someone.here);
    await turnRed(someone);
    await federation.pass(3601);
    expect((await journey(someone.here, id)).answer).toBe('may-not-come');
    expect(await toldOf(someone.here)).toBe(told + 1);
    await federation.pass(3601);
    expect(await toldOf(someone.here)).toBe(told + 1);
  });

  it('is judged once more when she says she is there, and then nothing of it is kept but the answer', async () => {
    const someone = await traveller();
    const id = await register(someone.here, 1);
    await turnRed(someone);
    await someone.here.client.call(routes.confirmArrival, { params: { preArrivalId: id } });
    await federation.destination.settle();
    const { state, answer, judgedAgainAt } = await journey(someone.here, id);
    expect([state, answer, judgedAgainAt]).toEqual(['arrived', 'may-not-come', null]);
    const kept = await federation.destination.context.db
      .selectFrom('pre_arrival')
      .select(['consent_sealed', 'origin_sealed'])
      .where('pre_arrival_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(kept).toEqual({ consent_sealed: null, origin_sealed: null });
  });

  it('is void when its day is over and nobody came', async () => {
    const { here } = await traveller();
    const id = await register(here, 0);
    await federation.pass(day);
    expect((await journey(here, id)).answer).toBe('void');
    await federation.pass(-day);
  });

  it('stays to be verified while the origin is silent, and the road is open all the same', async () => {
    const { here } = await traveller();
    const id = await register(here, 0, '370102', '440000');
    const { answer, state } = await journey(here, id);
    expect([answer, state]).toEqual(['to-verify', 'open']);
  });

  it.each([
    [{ travelDate: '2020-01-01' }, 'travel-date-invalid'],
    [{ destination: '140100' }, 'division-unknown'],
    [{ originDivision: '650000' }, 'origin-unknown'],
  ])('of %j is refused', async (wrong, problem) => {
    const { here } = await traveller();
    const body = {
      originDivision: '140000',
      destination: '370102',
      travelDate: dayAhead(1),
      transport: 'car' as const,
    };
    const call = here.client.call(routes.registerPreArrival, {
      body: { ...body, consent: { grade: 'asserted' }, ...wrong },
    });
    expect(await problemOf(call)).toBe(problem);
  });

  it('of somebody else is nowhere to be found', async () => {
    const [{ here }, other] = [await traveller(), await traveller()];
    const params = { preArrivalId: await register(here, 1) };
    expect(await problemOf(other.here.client.call(routes.withdrawPreArrival, { params }))).toBe('not-found');
    expect(await problemOf(other.here.client.call(routes.confirmArrival, { params }))).toBe('not-found');
    expect((await journey(here, params.preArrivalId)).state).toBe('open');
  });
});

describe('the five answers', () => {
  const test = { from: '2026-11-24T00:00:00Z', until: '2026-11-25T00:00:00Z' };
  it.each([
    ['green', false, null, 'may-come'],
    ['green', true, null, 'to-confirm'],
    ['yellow', false, test, 'to-confirm'],
    ['yellow', false, null, 'may-not-come'],
    ['red', false, null, 'may-not-come'],
    ['pending', false, null, 'to-verify'],
  ] as const)('of %s, declaring again %s, a test %j: %s', (colour, declares, window, expected) => {
    const outcome = { colour } as Parameters<typeof answerOf>[0]['outcome'];
    expect(answerOf({ outcome, declares, test: window })).toBe(expected);
  });
});
