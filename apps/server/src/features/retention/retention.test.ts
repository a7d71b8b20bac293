import { routes } from '@tongxing/contract';
import { sql } from 'kysely';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifiedCitizen } from '../../../test/citizen.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { grounds, hire, twoAdministrators } from '../../../test/staff.ts';
import { ProvinceProfile, readProvince } from '../../province.ts';

/** Days, each of its own length, so that none can be taken for another. */
const retention = {
  accessRecordDays: 400,
  lookupDays: 200,
  approvalDays: 300,
  appealDays: 350,
  documentDays: 30,
  checkDays: 25,
  registrationDays: 15,
  rosterDays: 20,
  collectionDays: 40,
  draftDays: 10,
  visitDays: 14,
};

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000', profile: (profile) => ({ ...profile, retention }) });
});
afterAll(() => node.close());

type Table = 'access_record' | 'person_lookup' | 'log_commitment';

const count = async (table: Table) => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
    node.context.db,
  );
  return rows[0]?.n;
};
const entries = async () => {
  await node.tick('transparency.sequence');
  return node.context.db.selectFrom('log_entry').select(['log_index', 'entry']).orderBy('log_index').execute();
};
const counts = async () => [await count('access_record'), await count('person_lookup')];
const at = async (seconds: number) => {
  node.clock.forward(seconds);
  await node.tick('retention.destroy');
};

describe('what is kept for a time', () => {
  it('of staff who looked at a person is destroyed after that time, not a second before; the log keeps its part', async () => {
    const { person } = await verifiedCitizen(node);
    const hotline = await hire(node, { role: 'hotline', division: '140000' });
    const lookUp = (documentNumber: string) =>
      hotline.client.call(routes.lookUpPerson, {
        body: { documentType: '10', documentNumber, purpose: 'hotline-call', reference: 'HL-1' },
      });
    expect((await lookUp(person.documentNumber)).found).toBe(true);
    const commitments = await count('log_commitment');
    const before = await entries();
    expect(await counts()).toEqual([1, 1]);

    await at(200 * day);
    expect(await counts()).toEqual([1, 1]);
    await at(1);
    expect(await counts()).toEqual([1, 0]);
    await at(200 * day - 1);
    expect(await counts()).toEqual([1, 0]);
    await at(1);
    expect(await counts()).toEqual([0, 0]);
    expect(await count('log_commitment')).toBe(commitments);
    const after = await entries();
    expect(after.slice(0, before.length)).toEqual(before);
    // Two hundred and four hundred days and a second after 08:00 on 24 November 2026, and what was older than that was destroyed.
    expect(await logEntries(node, 'destruction')).toEqual([
      {
        kind: 'destruction',
        at: '2027-06-12T08:00:01+08:00',
        data: 'lookups',
        before: '2026-11-24T08:00:01+08:00',
        rows: 1,
      },
      {
        kind: 'destruction',
        at: '2027-12-29T08:00:01+08:00',
        data: 'access-records',
        before: '2026-11-24T08:00:01+08:00',
        rows: 1,
      },
    ]);
  });

  it('of a proposal counts from the end of what it allowed; its outcome stays in the log', async () => {
    const { first, second } = await twoAdministrators(node);
    const propose = async (days: number) => {
      const { staffId } = await hire(node, { role: 'reviewer' });
      const body = { role: 'health-data' as const, approval: grounds(node, 'appointment', days) };
      const { approvalId } = await first.client.call(routes.changeStaff, { params: { staffId }, body });
      return approvalId!;
    };
    const approved = await propose(100);
    // The log has an order in time: what happens in one instant may stand either way.
    node.clock.forward(1);
    await second.client.call(routes.decideApproval, {
      params: { approvalId: approved },
      body: { decision: 'approve' },
    });
    const open = await propose(50);
    const left = async () => (await node.context.db.selectFrom('approval').select('approval_id').execute()).length;

    await at(100 * day + 300 * day - 1);
    expect(await left()).toBe(2);
    await at(1);
    const kept = await node.context.db.selectFrom('approval').select(['approval_id', 'state']).execute();
    // Nobody decided it and no tick has closed it: it is not over.
    expect(kept).toEqual([{ approval_id: open, state: 'proposed' }]);
    const events = (await logEntries(node, 'approval')).filter((entry) => entry['approval'] === approved);
    expect(events.map(({ event }) => event)).toEqual(['proposed', 'approved']);
  });

  it('goes day by day when much has piled up, and all of it', async () => {
    const { person } = await verifiedCitizen(node);
    const staff = await node.context.db.selectFrom('staff').select('staff_id').executeTakeFirstOrThrow();
    await sql`
      insert into person_lookup (staff_id, lookup_id, role, division, purpose, reference, found, looked_up_at)
      select ${staff.staff_id}, gen_random_uuid(), 'hotline', '140000', 'hotline-call', ${person.phone.slice(0, 3)}, false,
             ${node.clock.now()}::timestamptz - make_interval(days => n)
        from generate_series(1, 1000) as n`.execute(node.context.db);
    await node.tick('retention.destroy');
    expect(await count('person_lookup')).toBe(200);
  });
});

describe('the profile', () => {
  it('may not say less than six months for records of who did what (Cybersecurity Law, article 21)', async () => {
    const profile = await readProvince(node.context.config.provinceFolder, '140000');
    const withDays = (days: number) => ({ ...profile, retention: { ...retention, accessRecordDays: days } });
    expect(Value.Check(ProvinceProfile, withDays(184))).toBe(true);
    expect(Value.Check(ProvinceProfile, withDays(183))).toBe(false);
  });
});
