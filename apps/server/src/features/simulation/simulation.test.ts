import { routes, type schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago } from '../../../test/citizen.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { populate } from '../../../test/population.ts';
import { draftWith, hireRulesStaff, simulated, type RulesStaff } from '../../../test/rules-staff.ts';
import { hire, type Staff } from '../../../test/staff.ts';
import { travelCases, travelPack } from '../../../test/travel-pack.ts';
import { putInForce } from '../../../test/test-pack.ts';
import { createPackSource } from '../policy/index.ts';
import { simulationJobs } from './index.ts';

let node: TestNode;
let staff: RulesStaff;
let auditor: Staff;
let people: string[];
let releaseId: string;

const total = 700;

beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  await putInForce(node, travelPack('travel-before', '230103'));
  staff = await hireRulesStaff(node);
  auditor = await hire(node, { role: 'auditor', division: '140000' });
  const stay = { division: '230102', from: ago(node, 4 * day), to: ago(node, 3 * day) };
  people = await populate(node, total, (position) => (position % 7 === 0 ? [stay] : []));
  releaseId = await draftWith(node, staff.editor, travelPack('travel-after', '230102'), {
    cases: travelCases('230102'),
  });
});
afterAll(() => node.close());

const db = () => node.context.db;
const steps = ({ counts }: schemas.Simulation) =>
  counts.colours.map(({ from, to, people: number }) => `${from}>${to} ${number}`).toSorted();

async function start(body: schemas.SimulationRequest): Promise<string> {
  const { simulationId } = await staff.editor.client.call(routes.simulateRelease, { params: { releaseId }, body });
  return simulationId;
}

async function read(simulationId: string, by = staff.editor): Promise<schemas.Simulation> {
  const { simulations } = await by.client.call(routes.listSimulations, { params: { releaseId } });
  return simulations.find((each) => each.simulationId === simulationId)!;
}

describe('a simulation', () => {
  it('says how many change, where and by which rule, and changes nobody', async () => {
    const stored = async () => {
      const [decisions, current, facts, messages] = await Promise.all([
        db().selectFrom('decision').select('decision_id').orderBy('decision_id').execute(),
        db().selectFrom('current_decision').selectAll().orderBy('person_id').execute(),
        db().selectFrom('fact').select('fact_id').orderBy('fact_id').execute(),
        db().selectFrom('message').select('message_id').execute(),
      ]);
      return { decisions, current, facts, messages };
    };
    const before = await stored();
    const found = await simulated(node, staff, releaseId);
    expect(found).toMatchObject({ state: 'done', people: total, lookedAt: total, sampleSize: null, current: true });
    expect(steps(found)).toEqual(['green>green 600', 'green>yellow 100']);
    expect(found.counts.divisions).toEqual([
      { division: '140100', changes: [{ from: 'green', to: 'yellow', people: 100 }] },
    ]);
    expect(found.counts.rules.toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1))).toEqual([
      { ruleId: 'stayed', gained: 100, lost: 0 },
      { ruleId: 'travel-free', gained: 0, lost: 100 },
    ]);
    expect(await stored()).toEqual(before);
  });

  it('shows three examples under names that are nobody’s, to those who write rules and answer for them', async () => {
    const simulationId = await start({});
    await node.settle();
    const { examples } = await read(simulationId);
    expect(examples.map(({ from, to, after }) => [from, to, after])).toEqual(
      Array.from({ length: 3 }, () => ['green', 'yellow', ['stayed']]),
    );
    expect(new Set(examples.map(({ pseudonym }) => pseudonym)).size).toBe(3);
    const { counts } = await db()
      .selectFrom('policy_simulation')
      .select('counts')
      .where('simulation_id', '=', simulationId)
      .executeTakeFirstOrThrow();
    expect(people.filter((personId) => JSON.stringify(counts).includes(personId))).toEqual([]);
    const other = await start({});
    await node.settle();
    const again = (await read(other)).examples.map(({ pseudonym }) => pseudonym);
    expect(again.filter((pseudonym) => examples.some((each) => each.pseudonym === pseudonym))).toEqual([]);
    expect(await read(simulationId, auditor)).toMatchObject({ lookedAt: total, examples: [] });
  });

  it('that breaks off goes on where it was, and counts nobody twice', async () => {
    const simulationId = await start({});
    await sql`alter table policy_simulation add constraint broken check (looked_at <= 500) not valid`.execute(db());
    await expect(node.settle()).rejects.toThrow('a job failed');
    expect(await read(simulationId)).toMatchObject({ state: 'running', people: total, lookedAt: 500 });
    await sql`alter table policy_simulation drop constraint broken`.execute(db());
    const [job] = simulationJobs({ ...node.context, packs: createPackSource() });
    await job!.run({ simulationId });
    const found = await read(simulationId);
    expect(found).toMatchObject({ state: 'done', lookedAt: total });
    expect(steps(found)).toEqual(['green>green 600', 'green>yellow 100']);
  });

  it('of a sample draws the same people from the same seed', async () => {
    const sample = async (seed: string) => {
      const simulationId = await start({ sampleSize: 200, seed });
      await node.settle();
      return read(simulationId);
    };
    const [one, same, other] = [await sample('a'), await sample('a'), await sample('b')];
    expect(one.counts).toEqual(same.counts);
    // Everybody is drawn or not by herself: 200 of 700, give or take 60.
    for (const { lookedAt } of [one, other]) expect(Math.abs(lookedAt - 200)).toBeLessThan(60);
    const last = await db().selectFrom('policy_simulation').select('reached_id').where('seed', '=', 'a').execute();
    expect(new Set(last.map((row) => row.reached_id)).size).toBe(1);
  });

  it('says for whom a draft could not tell, and for want of what', async () => {
    // The itinerary cards are good for three days. Where somebody said that she was there, that is known, whoever is silent.
    node.clock.forward(3.5 * day);
    const found = await simulated(node, staff, releaseId);
    expect(found.counts.unknown).toEqual([{ input: 'itinerary', source: 'itinerary-card', people: 600 }]);
    expect(steps(found)).toEqual(['green>pending 600', 'green>yellow 100']);
  });

  it('of a draft that is changed meanwhile stops', async () => {
    const simulationId = await start({});
    const { packs } = await staff.editor.client.call(routes.getRelease, { params: { releaseId } });
    const body = {
      division: '140000',
      title: { zh: '另一个草案', en: 'Another draft' },
      packs: packs.map(({ id, version }) => ({ id, version })),
    };
    await staff.editor.client.call(routes.changeRelease, { params: { releaseId }, body });
    await node.settle();
    expect(await read(simulationId)).toMatchObject({ state: 'stopped', lookedAt: 0, current: false });
  });

  it('is of drafts alone, by staff of the division', async () => {
    const first = await db().selectFrom('policy_activation').select('release_id').executeTakeFirstOrThrow();
    const simulate = (by: Staff, id: string) =>
      by.client.call(routes.simulateRelease, { params: { releaseId: id }, body: {} });
    await expect(simulate(staff.editor, first.release_id)).rejects.toMatchObject({ code: 'release-closed' });
    const elsewhere = await hireRulesStaff(node, '140200');
    await expect(simulate(elsewhere.editor, releaseId)).rejects.toMatchObject({ code: 'not-found' });
  });
});
