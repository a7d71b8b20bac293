import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, atHome, declaredCitizen, pledgeOf, verifiedCitizen, well, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';

let shanxi: TestNode;
let shandong: TestNode;
beforeAll(async () => {
  shanxi = await openTestNode({ division: '140000' });
  shandong = await openTestNode({ division: '370000' });
});
afterAll(() => Promise.all([shanxi.close(), shandong.close()]));

const declareHealth = (node: TestNode, { client }: Citizen, pledge = pledgeOf(node)) =>
  problemOf(client.call(routes.declareHealth, { body: { answers: well, pledge } }));
const correct = (node: TestNode, { client }: Citizen) =>
  problemOf(client.call(routes.correctDeclaration, { body: { answers: well, pledge: pledgeOf(node) } }));

describe('the pledge of truth [M33]', () => {
  it('is public, in Chinese and English, with its version', async () => {
    const { version, zh, en } = await shanxi.client.call(routes.getPledge, {});
    expect(version).toBe('2026-01');
    expect(zh).toContain('承诺');
    expect(en).toContain('promise');
  });

  it('must be confirmed, in the version of now, for every declaration', async () => {
    const citizen = await verifiedCitizen(shanxi);
    const { version } = pledgeOf(shanxi);
    expect(await declareHealth(shanxi, citizen, { version, confirmed: false })).toBe('pledge-required');
    expect(await declareHealth(shanxi, citizen, { version: '2019-01', confirmed: true })).toBe('pledge-required');
    const body = { stays: atHome(shanxi, citizen.person), pledge: { version, confirmed: false } };
    expect(await problemOf(citizen.client.call(routes.declareItinerary, { body }))).toBe('pledge-required');
    expect(await declareHealth(shanxi, citizen)).toBe('none');
  });

  it('is kept with the declaration it was made under', async () => {
    const citizen = await verifiedCitizen(shanxi);
    const body = { answers: well, pledge: pledgeOf(shanxi) };
    const { declarationId, declaredAt } = await citizen.client.call(routes.declareHealth, { body });
    expect(declaredAt).toBe('2026-11-24T08:00:00+08:00');
    const kept = await shanxi.context.db
      .selectFrom('declaration')
      .select(['pledge_version', 'answers'])
      .where('declaration_id', '=', declarationId)
      .executeTakeFirstOrThrow();
    expect(kept).toEqual({ pledge_version: '2026-01', answers: well });
  });
});

describe('a declared stay', () => {
  let citizen: Citizen;
  beforeAll(async () => {
    citizen = await verifiedCitizen(shanxi);
  });
  const declare = (stays: schemas.Stay[]) =>
    citizen.client.call(routes.declareItinerary, { body: { stays, pledge: pledgeOf(shanxi) } });
  const stay = (from: number, to: number, division = '140105') => ({
    division,
    from: ago(shanxi, from),
    to: ago(shanxi, to),
  });

  it.each([
    ['ends after it begins, in the last fourteen days', 3 * day, day],
    ['is going on', day, 0],
    ['began when she was born, a hundred years ago', 100 * 365 * day, day],
    ['began before the fourteen days and ended within them', 40 * day, 14 * day],
    ['ends two minutes ahead of the node, as a phone clock may', day, -2 * minute],
  ])('is taken when it %s', async (_what, from, to) => {
    expect(await problemOf(declare([stay(from, to)]))).toBe('none');
  });

  it.each([
    ['ends in the future', day, -2 * minute - 1],
    ['ended before the fourteen days', 20 * day, 14 * day + 1],
    ['ends before it begins', day, 2 * day],
    ['ends as it begins', day, day],
    ['is in the future altogether', -day, -2 * day],
    ['began before anybody alive was born', 121 * 366 * day, day],
  ])('is refused when it %s', async (_what, from, to) => {
    expect(await problemOf(declare([stay(from, to)]))).toBe('stay-invalid');
  });

  it.each([
    ['in a province that does not exist', '990101'],
    ['in a county that does not exist', '140199'],
    ['in a street that does not exist', '140105999'],
    ['in a county that was dissolved in 2019', '371202'],
  ])('is refused %s', async (_what, division) => {
    expect(await problemOf(declare([stay(day, hour, division)]))).toBe('division-unknown');
  });

  it.each([
    ['a province', '710000'],
    ['a city', '140100'],
    ['a county', '140105'],
    ['a street', '370102003'],
    ['a street of a city without counties', '441900003'],
    ['a development zone', '370176'],
  ])('may be in %s', async (_what, division) => {
    // Of a person of its own: another place on the same day would take the one before back.
    const { client } = await verifiedCitizen(shanxi);
    const body = { stays: [stay(day, hour, division)], pledge: pledgeOf(shanxi) };
    expect(await problemOf(client.call(routes.declareItinerary, { body }))).toBe('none');
  });

  it('is refused on a day that the calendar does not have', async () => {
    const impossible = { division: '140105', from: '2026-11-01T08:00:00+08:00', to: '2026-11-31T08:00:00+08:00' };
    shanxi.clock.forward(10 * day);
    expect(await problemOf(declare([impossible]))).toBe('stay-invalid');
    shanxi.clock.forward(-10 * day);
  });

  it('that is wrong is named by its place, with the rule, and nothing is kept of any', async () => {
    const before = await shanxi.context.db.selectFrom('declaration').selectAll().execute();
    const refused: unknown = await declare([stay(day, hour), stay(hour, day), stay(day, -day)]).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(ProblemError);
    expect((refused as ProblemError).problem.errors).toEqual([
      { path: '/body/stays/1', rule: 'starts-before-it-ends' },
      { path: '/body/stays/2', rule: 'not-in-the-future' },
    ]);
    expect(await shanxi.context.db.selectFrom('declaration').selectAll().execute()).toEqual(before);
  });
});

describe('a correction [M34]', () => {
  it('needs something to correct', async () => {
    expect(await correct(shanxi, await verifiedCitizen(shanxi))).toBe('nothing-to-correct');
  });

  it('is taken once a day in Shanxi, again after midnight in Shanghai', async () => {
    shanxi.clock.set('2026-11-24T23:00:00+08:00');
    const citizen = await declaredCitizen(shanxi);
    expect(await correct(shanxi, citizen)).toBe('none');
    shanxi.clock.set('2026-11-24T23:59:59+08:00');
    expect(await correct(shanxi, citizen)).toBe('correction-used');
    shanxi.clock.set('2026-11-25T00:00:00+08:00');
    expect(await correct(shanxi, citizen)).toBe('none');
    expect(await correct(shanxi, citizen)).toBe('correction-used');
  });

  it('says when the next one may be made', async () => {
    shanxi.clock.set('2026-11-24T23:00:00+08:00');
    const citizen = await declaredCitizen(shanxi);
    await correct(shanxi, citizen);
    const body = { answers: well, pledge: pledgeOf(shanxi) };
    const refused = citizen.client.call(routes.correctDeclaration, { body });
    await expect(refused).rejects.toMatchObject({ problem: { retryAfterSeconds: 3600 } });
  });

  it('used up does not keep a new symptom or a new trip from being declared', async () => {
    const citizen = await declaredCitizen(shanxi);
    await correct(shanxi, citizen);
    expect(await correct(shanxi, citizen)).toBe('correction-used');
    expect(await declareHealth(shanxi, citizen)).toBe('none');
    const body = { stays: atHome(shanxi, citizen.person), pledge: pledgeOf(shanxi) };
    expect(await problemOf(citizen.client.call(routes.declareItinerary, { body }))).toBe('none');
  });

  it('is one even when two are sent at the same time', async () => {
    const citizen = await declaredCitizen(shanxi);
    const answers = await Promise.all([correct(shanxi, citizen), correct(shanxi, citizen)]);
    expect(answers.toSorted()).toEqual(['correction-used', 'none']);
  });

  it('is not limited in Shandong', async () => {
    const citizen = await declaredCitizen(shandong);
    for (let turn = 0; turn < 5; turn++) expect(await correct(shandong, citizen)).toBe('none');
  });
});

describe('a declaration that takes back what was said the same day [M34]', () => {
  const say = ({ client }: Citizen, answers: Partial<schemas.HealthAnswers>) => {
    shanxi.clock.forward(minute);
    const body = { answers: { ...well, ...answers }, pledge: pledgeOf(shanxi) };
    return problemOf(client.call(routes.declareHealth, { body }));
  };

  it('is a correction, whatever it is sent as: once a day in Shanxi', async () => {
    const citizen = await verifiedCitizen(shanxi);
    expect(await say(citizen, { symptoms: ['fever', 'fatigue'] })).toBe('none');
    expect(await say(citizen, { symptoms: ['fever'] })).toBe('none');
    expect(await say(citizen, {})).toBe('correction-used');
    shanxi.clock.forward(day);
    expect(await say(citizen, {})).toBe('none');
  });

  it.each<[string, Partial<schemas.HealthAnswers>]>([
    ['a new symptom', { symptoms: ['fever', 'dry-cough'] }],
    ['a contact that has become known', { symptoms: ['fever'], contactWithCase: true }],
    ['a temperature that has risen', { symptoms: ['fever'], temperature: 38.6 }],
  ])('but %s is taken in at any time', async (_what, answers) => {
    const citizen = await verifiedCitizen(shanxi);
    await say(citizen, { symptoms: ['fever', 'fatigue'] });
    expect(await say(citizen, { symptoms: ['fever'] })).toBe('none');
    expect(await say(citizen, answers)).toBe('none');
  });

  it('and so is an itinerary with a further place, but not one that leaves a place out', async () => {
    const citizen = await verifiedCitizen(shanxi);
    const at = (...places: string[]) => {
      shanxi.clock.forward(minute);
      const stays = places.map((division) => ({ division, from: ago(shanxi, day), to: ago(shanxi, hour) }));
      return problemOf(citizen.client.call(routes.declareItinerary, { body: { stays, pledge: pledgeOf(shanxi) } }));
    };
    expect(await at('140105')).toBe('none');
    expect(await at('140105', '140200')).toBe('none');
    expect(await at('140105', '140200', '370100')).toBe('none');
    expect(await at('140105', '370100')).toBe('none');
    expect(await at('140105')).toBe('correction-used');
  });
});
