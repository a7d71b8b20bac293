import { routes } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ago,
  citizenWithCode,
  colourOf,
  declare,
  declaredCitizen,
  pledgeOf,
  verifiedCitizen,
  well,
} from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { takeStrips } from '../../../test/phone.ts';

let node: TestNode;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
});
afterEach(() => node.close());

const decisions = () => node.context.db.selectFrom('decision').selectAll().orderBy('decision_id').execute();
const contact = (since: string) => ({ kind: 'contact' as const, degree: 'close' as const, since });

describe('a colour', () => {
  it('is not there before a declaration', async () => {
    const { client } = await verifiedCitizen(node);
    expect(await problemOf(client.call(routes.getHealthInformation, {}))).toBe('no-decision-yet');
  });

  it('is pending, never yellow, while something has not been declared or a source has never answered', async () => {
    const citizen = await verifiedCitizen(node);
    await citizen.client.call(routes.declareHealth, { body: { answers: well, pledge: pledgeOf(node) } });
    await node.settle();
    const half = await citizen.client.call(routes.getHealthInformation, {});
    expect(half.colour).toBe('pending');
    expect(half.unknown).toContainEqual({ input: 'itinerary', source: 'declaration', lastReceivedAt: null });
    node.sources.down.add('commission');
    const other = await declaredCitizen(node);
    const silent = await other.client.call(routes.getHealthInformation, {});
    expect(silent.colour).toBe('pending');
    expect(silent.unknown).toContainEqual({ input: 'cases', source: 'health-commission', lastReceivedAt: null });
  });

  it('is said to be of before until what was declared has been compared, also where that changes nothing', async () => {
    const citizen = await declaredCitizen(node);
    const told = () => citizen.client.call(routes.getHealthInformation, {});
    expect(await told()).toMatchObject({ colour: 'green', comparing: false });
    for (const colour of ['green', 'pending']) {
      const body = { answers: { ...well, symptoms: ['fever' as const] }, pledge: pledgeOf(node) };
      await citizen.client.call(routes.declareHealth, { body });
      expect(await told()).toMatchObject({ colour, comparing: true });
      await node.settle();
      expect(await told()).toMatchObject({ colour: 'pending', comparing: false });
    }
  });

  it('follows the risk areas: who was there is decided on anew when the list changes [M03]', async () => {
    const citizen = await verifiedCitizen(node);
    await citizen.client.call(routes.declareHealth, { body: { answers: well, pledge: pledgeOf(node) } });
    const stays = [
      { division: '140105', from: ago(node, 14 * day), to: ago(node, 4 * day) },
      { division: '130102', from: ago(node, 4 * day), to: ago(node, 3 * day) },
    ];
    await citizen.client.call(routes.declareItinerary, { body: { stays, pledge: pledgeOf(node) } });
    await node.settle();
    expect(await colourOf(citizen)).toBe('green');
    node.sources.areas = [{ division: '130102', name: '示例街道', level: 'high', from: ago(node, 10 * day) }];
    await node.pass(61);
    expect(await colourOf(citizen)).toBe('red');
  });

  it('comes with its reason, authority, document, end, release, facts and the way to contest it [W01]', async () => {
    const citizen = await verifiedCitizen(node);
    node.sources.records.set(citizen.person.documentNumber, [contact(ago(node, 2 * day))]);
    await declare(node, citizen);
    const told = await citizen.client.call(routes.getHealthInformation, {});
    expect(told).toMatchObject({
      colour: 'red',
      decidedAt: '2026-11-24T08:00:00+08:00',
      purpose: 'resident',
      pack: { id: 'sx-resident' },
      standing: false,
      contest: { hotline: '0351-12320' },
    });
    const [reason] = told.reasons;
    expect(reason).toMatchObject({
      ruleId: 'sx-r2-contact',
      colour: 'red',
      documentNumber: '晋疫情防控办发〔2022〕28号',
      // Fourteen days from the day of contact, 22 November 08:00.
      until: '2026-12-06T08:00:00+08:00',
    });
    for (const text of [reason?.text, reason?.authority, reason?.release, told.contest.text]) {
      expect(text?.zh).toMatch(/\p{Script=Han}/u);
      expect(text?.en).toMatch(/[a-z]/);
    }
    expect(reason?.facts.map((fact) => fact.source)).toContain('health-commission');
  });

  it('changes at the minute its reason ends, without anybody asking [M32]', async () => {
    const citizen = await verifiedCitizen(node);
    node.sources.records.set(citizen.person.documentNumber, [contact(ago(node, 14 * day - hour))]);
    await declare(node, citizen);
    expect(await colourOf(citizen)).toBe('red');
    await node.pass(hour - minute);
    expect(await colourOf(citizen)).toBe('red');
    await node.pass(minute);
    expect(await colourOf(citizen)).toBe('green');
  });

  it('stands during grace while a source is late, says so, and is pending afterwards [W10]', async () => {
    const citizen = await declaredCitizen(node);
    node.sources.down.add('commission');
    await node.pass(day + hour);
    const late = await citizen.client.call(routes.getHealthInformation, {});
    expect(late).toMatchObject({ colour: 'green', standing: true, decidedAt: '2026-11-24T08:00:00+08:00' });
    expect(late.unknown.map(({ source }) => source)).toContain('health-commission');
    // One day fresh and two days of grace (pack).
    await node.pass(2 * day - hour - minute);
    expect(await colourOf(citizen)).toBe('green');
    await node.pass(2 * minute);
    expect(await colourOf(citizen)).toBe('pending');
    node.sources.down.delete('commission');
    await node.pass(2 * minute);
    expect(await colourOf(citizen)).toBe('green');
  });

  it('is kept with pack version, facts and publication, and never overwritten', async () => {
    const citizen = await declaredCitizen(node);
    node.sources.records.set(citizen.person.documentNumber, [contact(ago(node, day))]);
    node.clock.forward(minute);
    await declare(node, citizen);
    const [first, last] = [(await decisions())[0], (await decisions()).at(-1)];
    expect([first?.colour, last?.colour]).toEqual(['green', 'red']);
    for (const decision of [first, last]) {
      expect(decision?.pack_version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(decision?.fact_ids.length).toBeGreaterThan(3);
      expect(decision?.publication_id).not.toBeNull();
      const facts = await node.context.db
        .selectFrom('fact')
        .select('fact_id')
        .where('fact_id', 'in', decision?.fact_ids ?? [])
        .execute();
      expect(facts).toHaveLength(decision?.fact_ids.length ?? 0);
    }
  });

  it('decided twice from the same facts is one decision', async () => {
    const citizen = await declaredCitizen(node);
    const before = await decisions();
    node.sources.down.add('commission').add('laboratory').add('card');
    await node.context.db.updateTable('current_decision').set({ due_at: node.clock.now() }).execute();
    await node.pass(minute);
    expect(await decisions()).toEqual(before);
    expect(await colourOf(citizen)).toBe('green');
  });
});

describe('a change of colour', () => {
  it('supersedes every strip of before in the same transaction', async () => {
    const citizen = await citizenWithCode(node);
    await takeStrips(citizen.client);
    node.sources.records.set(citizen.person.documentNumber, [contact(ago(node, day))]);
    node.clock.forward(minute);
    await declare(node, citizen);
    const { decided_at: decidedAt, colour } = await node.context.db
      .selectFrom('current_decision')
      .selectAll()
      .executeTakeFirstOrThrow();
    const grants = await node.context.db.selectFrom('strip_grant').select('superseded_at').execute();
    const marks = await node.context.db.selectFrom('status_mark').select(['status', 'marked_at']).execute();
    expect(colour).toBe('red');
    expect(grants.map((grant) => grant.superseded_at)).toEqual([decidedAt, decidedAt, decidedAt]);
    expect(marks).toEqual([1, 2, 3].map(() => ({ status: 3, marked_at: decidedAt })));
  });

  it('is not there without its marks: when marking fails, the colour of before stands', async () => {
    const citizen = await citizenWithCode(node);
    await takeStrips(citizen.client);
    await node.handle.pool.query('alter table status_mark add constraint broken check (status <> 3)');
    node.sources.records.set(citizen.person.documentNumber, [contact(ago(node, day))]);
    node.clock.forward(minute);
    await expect(declare(node, citizen)).rejects.toThrow('a job failed');
    expect(await colourOf(citizen)).toBe('green');
    expect((await decisions()).map(({ colour }) => colour)).not.toContain('red');
  });

  it('does not happen while the colour stays the same: the strips stand', async () => {
    const citizen = await citizenWithCode(node);
    await takeStrips(citizen.client);
    node.clock.forward(minute);
    await declare(node, citizen);
    expect(await node.context.db.selectFrom('status_mark').selectAll().execute()).toEqual([]);
  });
});

describe('a person whom nothing has changed', () => {
  it('stays green and gets strips on every one of the seven days of her code', async () => {
    const citizen = await citizenWithCode(node);
    for (let passed = 1; passed < 7; passed++) {
      await node.pass(day - minute);
      expect([passed, await colourOf(citizen)]).toEqual([passed, 'green']);
      expect(
        (await takeStrips(citizen.client, undefined, '00000000-0000-4000-8000-000000000001')).length,
      ).toBeGreaterThan(0);
      await node.pass(minute);
    }
  });
});
