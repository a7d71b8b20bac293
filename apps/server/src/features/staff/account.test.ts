import { randomUUID } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInStaff, venueAt } from '../../../test/checkpoint.ts';
import { problemOf } from '../../../test/inject.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { hour } from '../../../test/manual-clock.ts';
import { admin, openTestNode, type TestNode } from '../../../test/node.ts';
import { hire, password, staffAccount, type Staff } from '../../../test/staff.ts';
import { dumpTables } from '../../../test/tables.ts';
import { openDatabaseBefore } from '../../../test/upgrade.ts';
import { migrate } from '../../platform/migrate.ts';
import { ensureAdmin } from './account.ts';
import { staffSignIn } from './sign-in.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const guard = { username: 'guard-ty', password: 'a long enough password', role: 'guard', division: '140100' } as const;
const enrols = ({ client }: Pick<Staff, 'client'>, division = '140105') =>
  problemOf(client.call(routes.createEnrolment, { body: { venue: venueAt(division) } }));
const signIn = (username: string, secret = password) =>
  node.client.call(routes.staffSignIn, { body: { username, password: secret } });

describe('staff', () => {
  it('sign in with user name and password; a wrong one and an unknown name are answered alike', async () => {
    const attempt = (body: { username: string; password: string }) =>
      problemOf(node.client.call(routes.staffSignIn, { body }));
    expect(await attempt(admin)).toBe('none');
    expect(await attempt({ ...admin, password: 'not the password' })).toBe('login-wrong');
    expect(await attempt({ ...admin, username: 'nobody' })).toBe('login-wrong');
  });

  it('are made by an administrator for her own division and below, under a name of their own', async () => {
    const staff = await signInStaff(node);
    const make = (account: object) => problemOf(staff.call(routes.createStaff, { body: { ...guard, ...account } }));
    expect(await make({})).toBe('none');
    expect(await make({ division: '140200' })).toBe('name-taken');
    expect(await make({ username: 'guard-jn', division: '370100' })).toBe('not-permitted');
  });

  it('act within their own division and below only', async () => {
    const client = await hire(node);
    expect(await enrols(client, '140105')).toBe('none');
    expect(await enrols(client, '140100')).toBe('none');
    expect(await enrols(client, '140200')).toBe('not-permitted');
    expect(await enrols(client, '140000')).toBe('not-permitted');
    expect(await enrols(client, '370102')).toBe('not-permitted');
  });

  it('keep their password when the node starts again with another one in its configuration', async () => {
    await ensureAdmin(node.context, { ...admin, password: 'another password', division: '140000' });
    expect(await problemOf(signInStaff(node))).toBe('none');
  });

  it('have no password and no personnel number in the database', async () => {
    await hire(node, { personnelNumber: 'SX-PLANTED-77' });
    const dump = await dumpTables(node.context.db);
    expect(dump).toContain(admin.username);
    for (const secret of [admin.password, password, 'SX-PLANTED-77']) {
      expect(dump).not.toContain(secret);
      expect(dump).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  it('are told when they signed in before', async () => {
    const { username } = await hire(node);
    node.clock.forward(hour);
    expect((await signIn(username)).lastSignInAt).toBe(edge(-hour));
    node.clock.forward(hour);
    expect((await signIn(username)).lastSignInAt).toBe(edge(-hour));
  });

  it('that were there before accounts could be ended go on as they were', async () => {
    const { db, pool, close } = await openDatabaseBefore('0008_staff.sql');
    const { password_hash: hash } = await node.context.db
      .selectFrom('staff')
      .select('password_hash')
      .where('username', '=', admin.username)
      .executeTakeFirstOrThrow();
    await pool.query(
      `insert into staff (staff_id, username, password_hash, role, division, created_at) values ($1, 'old', $2, 'admin', '140000', $3)`,
      [randomUUID(), hash, node.clock.now()],
    );
    await migrate(pool);
    const attempt = { username: 'old', password: admin.password };
    const session = await staffSignIn({ ...node.context, db }, attempt, '192.0.2.1');
    expect(session).toMatchObject({ role: 'admin', division: '140000', lastSignInAt: null });
    await close();
  });
});

describe('an account', () => {
  it('that is disabled ends at once: its sessions, its password, and for good', async () => {
    const staff = await hire(node);
    const administrator = await signInStaff(node);
    const disable = () => administrator.call(routes.disableStaff, { params: { staffId: staff.staffId } });
    expect(await enrols(staff)).toBe('none');
    await disable();
    expect(await enrols(staff)).toBe('sign-in-required');
    expect(await problemOf(signIn(staff.username))).toBe('login-wrong');
    expect(await problemOf(disable())).toBe('none');
    expect(await sessionsOf(staff)).toBe(0);
  });

  it('that is disabled admits nobody, even with a session that was missed', async () => {
    const staff = await hire(node);
    const session = { staff_id: staff.staffId, disabled_at: node.clock.now() };
    await node.context.db.updateTable('staff').set(session).where('staff_id', '=', staff.staffId).execute();
    expect(await enrols(staff)).toBe('sign-in-required');
  });

  it('changes role and division, and the next request is judged by them', async () => {
    const staff = await hire(node);
    const administrator = await signInStaff(node);
    const change = (body: object) =>
      administrator.call(routes.changeStaff, { params: { staffId: staff.staffId }, body });
    await change({ division: '140200' });
    expect([await enrols(staff, '140105'), await enrols(staff, '140213')]).toEqual(['not-permitted', 'none']);
    await change({ role: 'content' });
    expect(await enrols(staff, '140213')).toBe('not-permitted');
    expect(await problemOf(change({ division: '370100' }))).toBe('not-permitted');
  });

  it('with a personnel number keeps it, and no other account in use has the same', async () => {
    const administrator = await signInStaff(node);
    const { staffId } = await hire(node, { personnelNumber: 'SX-100001' });
    const other = await hire(node);
    const enter = (id: string, personnelNumber: string) =>
      problemOf(administrator.call(routes.changeStaff, { params: { staffId: id }, body: { personnelNumber } }));
    expect(await enter(staffId, 'SX-100009')).toBe('personnel-number-fixed');
    expect(await enter(other.staffId, 'SX-100001')).toBe('personnel-number-taken');
    const again = () =>
      problemOf(administrator.call(routes.createStaff, { body: staffAccount({ personnelNumber: 'SX-100001' }) }));
    expect(await again()).toBe('personnel-number-taken');
    await administrator.call(routes.disableStaff, { params: { staffId } });
    expect(await again()).toBe('none');
  });

  it('is listed to the administrators of its division, with what they need and without its password', async () => {
    const { staffId, username } = await hire(node, { role: 'content', personnelNumber: 'SX-100002' });
    const listed = async (client: Staff['client']) =>
      (await client.call(routes.listStaff, { query: {} })).staff.find((member) => member.staffId === staffId);
    expect(await listed(await signInStaff(node))).toEqual({
      staffId,
      username,
      role: 'content',
      division: '140100',
      roleUntil: null,
      hasPersonnelNumber: true,
      pseudonym: expect.stringMatching(/^[\w-]{22}$/),
      createdAt: edge(),
      lastSignInAt: edge(),
      disabledAt: null,
    });
    const elsewhere = await hire(node, { role: 'auditor', division: '140200' });
    expect(await listed(elsewhere.client)).toBeUndefined();
  });

  it('is listed page by page', async () => {
    const administrator = await signInStaff(node);
    const { staff } = await administrator.call(routes.listStaff, { query: {} });
    const after = staff[2]!.staffId;
    const rest = await administrator.call(routes.listStaff, { query: { after } });
    expect(rest.staff.map(({ staffId }) => staffId)).toEqual(staff.slice(3).map(({ staffId }) => staffId));
  });
});

describe('the log', () => {
  it('tells every change of an account: role, division, pseudonyms, and nobody by name', async () => {
    const before = (await logEntries(node, 'staff')).length;
    const administrator = await signInStaff(node);
    const changed = async (work: Promise<unknown>) => {
      await work;
      node.clock.forward(1);
    };
    const start = node.clock.now();
    const own = await administrator.call(routes.getOwnStaffAccount, {});
    const { staffId, username, client } = await hire(node);
    const { pseudonym } = await client.call(routes.getOwnStaffAccount, {});
    const params = { staffId };
    node.clock.forward(1);
    const number = { personnelNumber: 'SX-100003' };
    await changed(administrator.call(routes.changeStaff, { params, body: number }));
    await changed(administrator.call(routes.changeStaff, { params, body: { role: 'content' } }));
    await changed(client.call(routes.changeOwnPassword, { body: { password, newPassword: 'my own new password' } }));
    await changed(administrator.call(routes.resetStaffPassword, { params }));
    await changed(administrator.call(routes.disableStaff, { params }));
    node.clock.set(start.toISOString());
    const entries = (await logEntries(node, 'staff')).slice(before);
    const by = own.pseudonym;
    const entry = (second: number, action: string, role: string, who = by) => {
      return { kind: 'staff', at: edge(second), action, staff: pseudonym, role, division: '140100', by: who };
    };
    expect(entries).toEqual([
      entry(0, 'created', 'guard'),
      entry(1, 'personnel-number-entered', 'guard'),
      entry(2, 'changed', 'content'),
      entry(3, 'password-changed', 'content', pseudonym),
      entry(4, 'password-reset', 'content'),
      entry(5, 'disabled', 'content'),
    ]);
    expect(pseudonym).not.toBe(by);
    const text = JSON.stringify(entries);
    for (const secret of [staffId, username, 'SX-100003']) expect(text).not.toContain(secret);
  });

  it('tells who made the first administrator: nobody but the installation', async () => {
    const [first] = await logEntries(node, 'staff');
    expect(first).toMatchObject({ action: 'created', role: 'admin', division: '140000', by: null });
  });

  it('tells that a device was admitted and revoked, by whose pseudonym', async () => {
    const before = (await logEntries(node, 'staff')).length;
    const { client } = await hire(node);
    node.clock.forward(1);
    expect(await enrols({ client })).toBe('none');
    const [, entry] = (await logEntries(node, 'staff')).slice(before);
    const { pseudonym } = await client.call(routes.getOwnStaffAccount, {});
    expect(entry).toMatchObject({ action: 'enrolment-created', staff: pseudonym, by: pseudonym, role: 'guard' });
  });
});

async function sessionsOf({ staffId }: Staff): Promise<number> {
  return (await node.context.db.selectFrom('session').select('kind').where('subject_id', '=', staffId).execute())
    .length;
}

/** The clock's now, so many seconds on, as the node writes it. */
function edge(seconds = 0): string {
  const shanghai = new Date(node.clock.now().getTime() + (seconds + 8 * hour) * 1000);
  return `${shanghai.toISOString().slice(0, 19)}+08:00`;
}
