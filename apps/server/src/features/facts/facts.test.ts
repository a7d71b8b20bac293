import { routes } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ago, colourOf, declare, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { transact } from '../../platform/db.ts';
import { personIdOf } from '../../../test/told.ts';
import { currentFacts, factsByIds, recordReport } from './index.ts';

let node: TestNode;
let citizen: Citizen;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  citizen = await declaredCitizen(node);
});
afterEach(() => node.close());

async function facts(source: string) {
  const { person_id: personId } = await node.context.db
    .selectFrom('person')
    .select('person_id')
    .executeTakeFirstOrThrow();
  return (await currentFacts(node.context.db, personId)).filter((fact) => fact.source === source);
}

const negative = (sampledAt: string) => ({
  result: 'negative' as const,
  sampledAt,
  reportedAt: ago(node, hour),
  institution: 'ty-0001',
  method: 'single' as const,
});

describe('what the sources say of a person', () => {
  it('is stored with source, when it was so and when it was received, also where there is nothing on record', async () => {
    const [report, ...others] = await facts('health-commission');
    expect(others).toEqual([]);
    expect(report).toMatchObject({
      kind: 'source-report',
      observedAt: '2026-11-24T00:00:00.000Z',
      receivedAt: '2026-11-24T00:00:00.000Z',
    });
  });

  it('replaces what the same source said before, and leaves what others said', async () => {
    node.sources.tests.set(citizen.person.documentNumber, [negative(ago(node, day))]);
    node.clock.forward(minute);
    await declare(node, citizen);
    const sampledAt = ago(node, hour);
    node.sources.tests.set(citizen.person.documentNumber, [negative(sampledAt)]);
    node.clock.forward(minute);
    await declare(node, citizen);
    const after = await facts('nat-laboratory');
    expect(after.map((fact) => fact.kind)).toEqual(['source-report', 'nat']);
    expect(after[1]?.data).toMatchObject({ sampledAt, method: 'single' });
    const told = (await facts('population-registry')).map((fact) => fact.kind);
    expect(told.toSorted()).toEqual(['residence', 'source-report']);
  });

  it('is one report, also when two jobs ask the same source at once', async () => {
    const { person_id: personId } = await node.context.db
      .selectFrom('person')
      .select('person_id')
      .executeTakeFirstOrThrow();
    const report = () =>
      transact(node.context.db, (tx) =>
        recordReport(tx, {
          personId,
          source: 'health-commission',
          receivedAt: node.clock.now(),
          facts: [{ kind: 'source-report', observedAt: node.clock.now(), data: {} }],
        }),
      );
    await Promise.all([report(), report(), report()]);
    expect(await facts('health-commission')).toHaveLength(1);
  });

  it('about the place where a person lives is asked for again after thirty days', async () => {
    const residence = async () => (await facts('population-registry')).find((fact) => fact.kind === 'residence')?.data;
    node.sources.admit({ ...citizen.person, residence: '140702' });
    node.clock.forward(29 * day);
    await declare(node, citizen);
    expect(await residence()).toEqual({ division: '140105' });
    node.clock.forward(day);
    await declare(node, citizen);
    expect(await residence()).toEqual({ division: '140702' });
  });

  it('is also that the registry names no residence: the person is not left waiting for it', async () => {
    const { person_id: personId } = await node.context.db
      .selectFrom('person')
      .select('person_id')
      .executeTakeFirstOrThrow();
    await node.context.db.deleteFrom('fact').where('source', '=', 'population-registry').execute();
    await node.context.db
      .updateTable('person')
      .set({ residence_division: null })
      .where('person_id', '=', personId)
      .execute();
    await declare(node, citizen);
    expect((await facts('population-registry')).map((fact) => fact.kind)).toEqual(['source-report']);
    expect(await colourOf(citizen)).toBe('green');
  });

  it('is never overwritten: what a decision was made from can still be read', async () => {
    const [, before] = await facts('declaration');
    node.clock.forward(minute);
    await declare(node, citizen);
    const kept = await node.context.db
      .selectFrom('fact')
      .select(['data', 'superseded_by'])
      .where('fact_id', '=', before?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(kept.data).toEqual(before?.data);
    expect(kept.superseded_by).not.toBeNull();
  });

  it('stays as it was while the source fails, and the other sources are heard [W10]', async () => {
    const before = await facts('health-commission');
    node.sources.down.add('commission');
    node.sources.tests.set(citizen.person.documentNumber, [negative(ago(node, day))]);
    node.clock.forward(minute);
    await declare(node, citizen);
    expect(await facts('health-commission')).toEqual(before);
    expect(await facts('nat-laboratory')).toHaveLength(2);
  });

  it('is asked for again after a minute or little more when the source has failed', async () => {
    node.sources.down.add('commission');
    node.clock.forward(minute);
    await declare(node, citizen);
    node.sources.down.delete('commission');
    node.sources.records.set(citizen.person.documentNumber, [
      { kind: 'case', state: 'confirmed', since: ago(node, day) },
    ]);
    expect(await colourOf(citizen)).toBe('green');
    await node.pass(minute + 30);
    expect(await colourOf(citizen)).toBe('red');
  });

  it('comes with the stays of the telephone, asked for with the declaration as consent', async () => {
    const stay = { division: '140106', from: ago(node, 5 * day), to: ago(node, 4 * day) };
    node.sources.stays.set(citizen.person.phone, [stay]);
    node.clock.forward(minute);
    await declare(node, citizen);
    expect((await facts('itinerary-card')).find((fact) => fact.kind === 'itinerary-card')?.data).toEqual({
      stays: [stay],
    });
  });
});

describe('facts by their ids', () => {
  it('are read in the order asked for, and only hers', async () => {
    const { db } = node.context;
    const [hers, others] = [await personIdOf(node, citizen), await personIdOf(node, await declaredCitizen(node))];
    const stored = (personId: string) =>
      db.selectFrom('fact').select('fact_id').where('person_id', '=', personId).orderBy('fact_id', 'desc').execute();
    const ids = (await stored(hers)).map((row) => row.fact_id);
    const foreign = (await stored(others)).map((row) => row.fact_id);
    expect(ids.length).toBeGreaterThan(1);
    expect(foreign.length).toBeGreaterThan(1);
    expect((await factsByIds(db, hers, [...foreign, ...ids])).map(({ id }) => id)).toEqual(ids);
  });
});

describe('a source that says the same again', () => {
  it('leaves its facts what they were: only its report becomes fresher', async () => {
    node.sources.tests.set(citizen.person.documentNumber, [negative(ago(node, day)), negative(ago(node, 2 * day))]);
    node.clock.forward(minute);
    await declare(node, citizen);
    const [reportBefore, ...before] = await facts('nat-laboratory');
    node.clock.forward(hour);
    await declare(node, citizen);
    const [report, ...after] = await facts('nat-laboratory');
    expect(before).toHaveLength(2);
    expect(after).toEqual(before);
    expect(report).toEqual({
      ...reportBefore,
      observedAt: '2026-11-24T01:01:00.000Z',
      receivedAt: '2026-11-24T01:01:00.000Z',
    });
  });

  it('withdraws by itself what it no longer says', async () => {
    const [one, two] = [negative(ago(node, day)), negative(ago(node, 2 * day))];
    node.sources.tests.set(citizen.person.documentNumber, [one, two]);
    await declare(node, citizen);
    node.sources.tests.set(citizen.person.documentNumber, [two]);
    await declare(node, citizen);
    const [, ...after] = await facts('nat-laboratory');
    expect(after.map(({ data }) => (data as typeof one).sampledAt)).toEqual([two.sampledAt]);
  });
});

describe('the freshness of the sources [W10]', () => {
  it('is public, with the last answer and the last failure of each', async () => {
    node.sources.down.add('commission');
    await node.pass(minute);
    node.clock.forward(minute);
    await declare(node, citizen);
    const { sources } = await node.client.call(routes.getSources, {});
    const of = (name: string) => sources.find(({ source }) => source === name);
    expect(of('health-commission')).toEqual({
      source: 'health-commission',
      lastAnswerAt: '2026-11-24T08:00:00+08:00',
      lastUploadAt: null,
      lastFailureAt: '2026-11-24T08:02:00+08:00',
      pausedUntil: null,
      freshForSeconds: 86_400,
      isLate: false,
    });
    expect(of('nat-laboratory')).toEqual({
      source: 'nat-laboratory',
      lastAnswerAt: '2026-11-24T08:02:00+08:00',
      lastUploadAt: null,
      lastFailureAt: null,
      pausedUntil: null,
      // That it is silent says that there is no test: the rules never wait for it.
      freshForSeconds: null,
      isLate: null,
    });
    expect(of('national-platform')?.lastAnswerAt).toBe('2026-11-24T08:01:00+08:00');
  });

  it('says who is late: at the instant from which the rules no longer call the last report fresh', async () => {
    await declare(node, citizen);
    const of = async (name: string) =>
      (await node.client.call(routes.getSources, {})).sources.find(({ source }) => source === name);
    // The pack of Shanxi has the commission fresh for a day (policies/140000/resident/policy.json, inputs).
    node.clock.forward(day - 1);
    expect(await of('health-commission')).toMatchObject({ isLate: false, freshForSeconds: 86_400 });
    node.clock.forward(1);
    expect(await of('health-commission')).toMatchObject({ isLate: true });
    expect(await of('declaration')).toBeUndefined();
  });

  it('stands beside every reason a person is shown', async () => {
    const { reasons } = await citizen.client.call(routes.getHealthInformation, {});
    const sources = reasons.flatMap((reason) => reason.facts.map((fact) => fact.source));
    expect(sources).toContain('health-commission');
    for (const fact of reasons.flatMap((reason) => reason.facts)) {
      expect(fact.receivedAt).toBe('2026-11-24T08:00:00+08:00');
    }
  });
});

describe('the list of risk areas', () => {
  const area = (division: string) => ({ division, name: '示例街道', level: 'high' as const, from: ago(node, day) });
  const publications = () => node.context.db.selectFrom('risk_publication').selectAll().execute();

  it('becomes fresher when it comes again unchanged, and another publication when it differs', async () => {
    const [first] = await publications();
    await node.pass(minute);
    expect(await publications()).toHaveLength(1);
    expect((await publications())[0]?.received_at).toEqual(node.clock.now());
    const areas = [area('130102')];
    node.sources.areas = areas;
    await node.pass(minute);
    const [kept, second] = (await publications()).toSorted((a, b) => Number(a.received_at) - Number(b.received_at));
    expect(kept?.publication_id).toBe(first?.publication_id);
    expect(kept?.areas).toEqual([]);
    expect(second?.areas).toEqual(areas);
  });

  it('stays in force while the platform does not answer', async () => {
    node.sources.areas = [area('130102')];
    await node.pass(minute);
    const before = await publications();
    node.sources.down.add('platform');
    await node.pass(minute);
    expect(await publications()).toEqual(before);
  });
});
