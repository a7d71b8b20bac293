import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInStaff, venueAt } from '../../../test/checkpoint.ts';
import { problemOf } from '../../../test/inject.ts';
import { hour } from '../../../test/manual-clock.ts';
import { admin, openTestNode, type TestNode } from '../../../test/node.ts';
import { untilSomebodyWaits } from '../../../test/somebody-waits.ts';
import { hire, password, type Staff } from '../../../test/staff.ts';
import { transact } from '../../platform/db.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const enrols = ({ client }: Pick<Staff, 'client'>) =>
  problemOf(client.call(routes.createEnrolment, { body: { venue: venueAt('140105') } }));
const signIn = (username: string, secret = password) =>
  node.client.call(routes.staffSignIn, { body: { username, password: secret } });

describe('a password', () => {
  it('is changed by its owner, who stays signed in while every other session ends', async () => {
    const staff = await hire(node);
    const elsewhere = { client: await signInStaff(node, { username: staff.username, password }) };
    const change = (body: { password: string; newPassword: string }) =>
      problemOf(staff.client.call(routes.changeOwnPassword, { body }));
    expect(await change({ password: 'not my password', newPassword: 'my own new password' })).toBe('login-wrong');
    expect(await change({ password, newPassword: password })).toBe('password-unchanged');
    expect(await change({ password, newPassword: 'my own new password' })).toBe('none');
    expect([await enrols(staff), await enrols(elsewhere)]).toEqual(['none', 'sign-in-required']);
    expect(await problemOf(signIn(staff.username))).toBe('login-wrong');
    expect(await problemOf(signIn(staff.username, 'my own new password'))).toBe('none');
  });

  it('that an administrator has set serves for nothing but choosing another', async () => {
    const staff = await hire(node);
    const administrator = await signInStaff(node);
    const reset = await administrator.call(routes.resetStaffPassword, { params: { staffId: staff.staffId } });
    expect(reset.password).toMatch(/^[a-km-np-z2-9]{16}$/);
    expect(await enrols(staff)).toBe('sign-in-required');
    expect(await problemOf(signIn(staff.username))).toBe('login-wrong');
    const session = await signIn(staff.username, reset.password);
    expect(session.passwordChangeRequired).toBe(true);
    const client = node.client.as(session.token);
    expect(await enrols({ client })).toBe('password-change-required');
    expect(await problemOf(client.call(routes.getOwnStaffAccount, {}))).toBe('none');
    const body = { password: reset.password, newPassword: 'my own new password' };
    await client.call(routes.changeOwnPassword, { body });
    expect(await enrols({ client })).toBe('none');
    expect((await signIn(staff.username, 'my own new password')).passwordChangeRequired).toBe(false);
  });

  it('that an administrator has set runs out after a day', async () => {
    const staff = await hire(node);
    const administrator = await signInStaff(node);
    const reset = await administrator.call(routes.resetStaffPassword, { params: { staffId: staff.staffId } });
    expect(Date.parse(reset.expiresAt)).toBe(node.clock.now().getTime() + 24 * hour * 1000);
    node.clock.forward(24 * hour - 1);
    expect(await problemOf(signIn(staff.username, reset.password))).toBe('none');
    node.clock.forward(1);
    expect(await problemOf(signIn(staff.username, reset.password))).toBe('one-time-password-expired');
  });

  it('that is changed while it is being checked lets nobody in', async () => {
    const { username } = await hire(node);
    const { db } = node.context;
    const other = db.selectFrom('staff').select('password_hash').where('username', '=', admin.username);
    const attempt = await transact(db, async (tx) => {
      await tx.updateTable('staff').set({ password_hash: other }).where('username', '=', username).execute();
      const problem = problemOf(signIn(username));
      // It has read and checked the old password and waits for this transaction.
      await untilSomebodyWaits(node);
      return { problem };
    });
    expect(await attempt.problem).toBe('login-wrong');
  });
});

describe('signing out', () => {
  it('ends the session that asks and no other', async () => {
    const staff = await hire(node);
    const other = { client: await signInStaff(node, { username: staff.username, password }) };
    await staff.client.call(routes.staffSignOut, {});
    expect([await enrols(staff), await enrols(other)]).toEqual(['sign-in-required', 'none']);
  });
});
