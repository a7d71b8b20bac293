import { routes, schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colourOf, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import {
  closeContact,
  isolationCases,
  isolationPack,
  ninthEdition,
  twentyMeasures,
} from '../../../test/isolation-pack.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import {
  draftWith,
  hireRulesStaff,
  released,
  rolledBack,
  simulated,
  type RulesStaff,
} from '../../../test/rules-staff.ts';
import { grounds } from '../../../test/staff.ts';
import { putInForce } from '../../../test/test-pack.ts';

let node: TestNode;
let staff: RulesStaff;

beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  await putInForce(node, isolationPack(ninthEdition));
  staff = await hireRulesStaff(node);
});
afterAll(() => node.close());

/** The next midnight in China. */
const midnight = '2026-11-25T00:00:00+08:00';

/** Somebody who became a close contact so many days ago. */
async function contactOf(days: number): Promise<Citizen> {
  const person = inventPerson('140105');
  node.sources.records.set(person.documentNumber, [closeContact(node, days)]);
  return declaredCitizen(node, person);
}

function draft(): Promise<string> {
  return draftWith(node, staff.editor, isolationPack(twentyMeasures), { cases: isolationCases(twentyMeasures) });
}

const problem = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const stateOf = async (releaseId: string) =>
  (await staff.editor.client.call(routes.getRelease, { params: { releaseId } })).state;

function propose(releaseId: string, effectiveAt: string, days = 3650) {
  const approval = grounds(node, 'national-plan', days);
  return staff.editor.client.call(routes.proposeRelease, { params: { releaseId }, body: { effectiveAt, approval } });
}

describe('a release', () => {
  let releaseId: string;
  const people: Citizen[] = [];
  const colours = () => Promise.all(people.map(colourOf));

  it('is drafted with a pack that is checked, and says in words what it changes', async () => {
    for (const days of [1, 6, 8, 11]) people.push(await contactOf(days));
    releaseId = await draft();
    const { state, changes } = await staff.editor.client.call(routes.getRelease, { params: { releaseId } });
    expect(state).toBe('draft');
    const own = changes.filter(({ subject }) => subject.startsWith('isolation'));
    expect(own.map(({ subject, change, text }) => [subject, change, text.zh])).toEqual([
      ['isolation', 'changed', 'isolation 9.0.0 改为 isolation 20.0.0'],
      ['isolation/contact-isolated', 'changed', '期限由7天改为5天'],
      ['isolation/contact-monitored', 'changed', '期限由10天改为8天'],
      ['isolation/contact-monitored', 'changed', '期限由7天改为5天'],
      ['isolation/no-contact', 'changed', '期限由10天改为8天'],
    ]);
  });

  it('cannot be proposed before it has been simulated as it is', async () => {
    expect(await problem(propose(releaseId, midnight))).toBe('release-not-simulated');
    const { counts } = await simulated(node, staff, releaseId);
    // 7+3 → 5+3: day 1 red and red, day 6 red and yellow, day 8 yellow and green, day 11 green and green.
    const steps = counts.colours.map(({ from, to, people: number }) => `${from}>${to} ${number}`);
    expect(steps.toSorted()).toEqual(['green>green 1', 'red>red 1', 'red>yellow 1', 'yellow>green 1']);
  });

  it('needs a simulation of exactly what it says now', async () => {
    const { packs, title } = await staff.editor.client.call(routes.getRelease, { params: { releaseId } });
    const body = {
      division: '140000',
      title,
      packs: packs.map(({ id, version }) => ({ id, version })),
      notices: [{ zh: '按国家方案调整。', en: 'Changed as the national plan says.' }],
    };
    node.clock.forward(1);
    await staff.editor.client.call(routes.changeRelease, { params: { releaseId }, body });
    expect(await problem(propose(releaseId, midnight))).toBe('release-not-simulated');
    await simulated(node, staff, releaseId);
  });

  it('is for a whole minute to come, and on a ground that lasts as long as its packs', async () => {
    expect(await problem(propose(releaseId, '2026-11-24T07:59:00+08:00'))).toBe('approval-invalid');
    expect(await problem(propose(releaseId, '2026-11-25T00:00:30+08:00'))).toBe('approval-invalid');
    expect(await problem(propose(releaseId, midnight, 30))).toBe('approval-invalid');
  });

  it('takes two people, and changes nothing before its minute', async () => {
    const { approvalId } = await propose(releaseId, midnight);
    expect(await stateOf(releaseId)).toBe('proposed');
    const approve = (client: typeof staff.editor.client) =>
      problem(client.call(routes.decideApproval, { params: { approvalId }, body: { decision: 'approve' } }));
    expect(await approve(staff.editor.client)).toBe('not-permitted');
    expect(await approve(staff.approver.client)).toBe('none');
    expect(await stateOf(releaseId)).toBe('approved');
    const { title, next } = await node.client.call(routes.getRulesInForce, {});
    expect([title.en, next?.effectiveAt, next?.notices[0]?.en]).toEqual([
      'The rules of Shanxi in force',
      midnight,
      'Changed as the national plan says.',
    ]);
    node.clock.set('2026-11-24T23:59:59+08:00');
    await node.tick();
    expect(await colours()).toEqual(['red', 'red', 'yellow', 'green']);
    // Who is decided now is still judged by the rules of before.
    expect(await colourOf(await contactOf(6))).toBe('red');
  });

  it('is in force at its minute for everybody, in the middle of isolation too', async () => {
    node.clock.set(midnight);
    // No tick yet: whoever is decided now is judged by the new rules already.
    const newcomer = await contactOf(6);
    expect(await colourOf(newcomer)).toBe('yellow');
    await node.tick();
    await node.tick();
    expect(await colours()).toEqual(['red', 'yellow', 'green', 'green']);
    expect(await stateOf(releaseId)).toBe('in-force');
    people.push(newcomer);
  });

  it('goes on by its own days: who was at day six is green at the minute of day eight', async () => {
    node.clock.set('2026-11-26T07:59:59+08:00');
    await node.tick();
    expect((await colours())[1]).toBe('yellow');
    node.clock.set('2026-11-26T08:00:00+08:00');
    await node.tick();
    expect((await colours())[1]).toBe('green');
  });

  it('is rolled back at once by two approvers; facts and decisions stay', async () => {
    const before = await node.context.db.selectFrom('decision').select('decision_id').execute();
    await rolledBack(node, staff, releaseId);
    await node.tick();
    await node.tick();
    // By 7+3 again, on the mornings of days 3, 8, 10, 13, and eight hours into day 7.
    expect(await colours()).toEqual(['red', 'yellow', 'green', 'green', 'yellow']);
    expect(await stateOf(releaseId)).toBe('ended');
    const after = await node.context.db.selectFrom('decision').select('decision_id').execute();
    expect(after.map((row) => row.decision_id)).toEqual(expect.arrayContaining(before.map((row) => row.decision_id)));
  });

  it('leaves each step in the log, bound by its hash', async () => {
    const entries = (await logEntries(node, 'policy-release')).filter((entry) => entry['release'] === releaseId);
    // Entries of one millisecond stand in any order.
    const events = ['approved', 'changed', 'drafted', 'in-force', 'proposed'];
    expect(entries.map(({ event }) => event as string).toSorted()).toEqual(events);
    const hashes = new Set(entries.filter(({ event }) => event !== 'drafted').map(({ sha256 }) => sha256));
    expect(hashes.size).toBe(1);
    const withPacks = entries.filter(({ packs }) => packs !== null).map(({ event }) => event as string);
    expect(withPacks.toSorted()).toEqual(['approved', 'in-force']);
    const [back] = (await logEntries(node, 'policy-release')).filter(({ event }) => event === 'rolled-back');
    expect(back?.['instead']).toBe(releaseId);
  });
});

describe('a release that others have overtaken', () => {
  it('is simulated and proposed anew', async () => {
    const [one, other] = [await draft(), await draftAnother()];
    await simulated(node, staff, one);
    await simulated(node, staff, other);
    await released(node, staff, one, '2026-11-27T00:00:00+08:00');
    expect(await problem(propose(other, '2026-11-28T00:00:00+08:00'))).toBe('release-outdated');
    await simulated(node, staff, other);
    const { approvalId } = await propose(other, '2026-11-28T00:00:00+08:00');
    // Before it has begun, the first one is withdrawn: the second was compared with rules that will not be.
    await rolledBack(node, staff, one);
    const approve = { params: { approvalId }, body: { decision: 'approve' as const } };
    expect(await problem(staff.other.client.call(routes.decideApproval, approve))).toBe('release-outdated');
    expect(await stateOf(one)).toBe('ended');
    node.clock.set('2026-11-27T00:00:00+08:00');
    const { next, packs } = await node.client.call(routes.getRulesInForce, {});
    expect([next, packs.find(({ id }) => id === 'isolation')?.version]).toEqual([null, '9.0.0']);
  });

  it('cannot be rolled back where it is not the latest', async () => {
    const { releases } = await staff.editor.client.call(routes.listReleases, {});
    const first = releases.at(-1)!.releaseId;
    const body = { approval: grounds(node, 'wrong-colours', 7) };
    expect(
      await problem(staff.editor.client.call(routes.proposeRollback, { params: { releaseId: first }, body })),
    ).toBe('release-not-in-force');
  });
});

async function draftAnother(): Promise<string> {
  const isolation = { ...twentyMeasures, version: '20.0.1' };
  return draftWith(node, staff.editor, isolationPack(isolation), { cases: isolationCases(isolation) });
}

describe('a release of a city', () => {
  it('changes its own rules at its own minute and nobody else’s', async () => {
    node.clock.forward(day);
    const city = await hireRulesStaff(node, '140100');
    const pack = isolationPack({ ...twentyMeasures, version: '1.0.0' }, { id: 'taiyuan', divisions: ['140100'] });
    const cases = isolationCases(twentyMeasures);
    const releaseId = await draftWith(node, city.editor, pack, { cases, division: '140100' });
    await simulated(node, city, releaseId);
    const minute = new Date(Math.ceil((node.clock.now().getTime() + 1) / 60_000) * 60_000).toISOString();
    await released(node, city, releaseId, minute);
    node.clock.set(minute);
    await node.tick();
    const person = inventPerson('140212');
    node.sources.records.set(person.documentNumber, [closeContact(node, 6)]);
    expect(await colourOf(await declaredCitizen(node, person))).toBe('red');
    expect(await colourOf(await contactOf(6))).toBe('yellow');
  });

  it('cannot touch the rules of the province', async () => {
    const { editor } = await hireRulesStaff(node, '140100');
    const { packs } = await node.client.call(routes.getRulesInForce, {});
    const title = { zh: '越权', en: 'Beyond its right' };
    const body: schemas.ReleaseDraft = {
      division: '140100',
      title,
      packs: packs.filter(({ id }) => id !== 'isolation').map(({ id, version }) => ({ id, version })),
    };
    expect(await problem(editor.client.call(routes.createRelease, { body }))).toBe('release-faulty');
    const provincial = { ...body, division: '140000' };
    expect(await problem(editor.client.call(routes.createRelease, { body: provincial }))).toBe('not-permitted');
  });
});
