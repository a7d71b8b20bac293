import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInStaff, venueAt } from '../../../test/checkpoint.ts';
import { problemOf } from '../../../test/inject.ts';
import { admin, openTestNode, type TestNode } from '../../../test/node.ts';
import { dumpTables } from '../../../test/tables.ts';
import { ensureAdmin } from './account.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const guard = { username: 'guard-ty', password: 'a long enough password', role: 'guard', division: '140100' } as const;

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
    const staff = await signInStaff(node);
    await staff.call(routes.createStaff, { body: { ...guard, username: 'guard-a' } });
    const client = await signInStaff(node, { ...guard, username: 'guard-a' });
    const enrol = (division: string) =>
      problemOf(client.call(routes.createEnrolment, { body: { venue: venueAt(division) } }));
    expect(await enrol('140105')).toBe('none');
    expect(await enrol('140100')).toBe('none');
    expect(await enrol('140200')).toBe('not-permitted');
    expect(await enrol('140000')).toBe('not-permitted');
    expect(await enrol('370102')).toBe('not-permitted');
  });

  it('keep their password when the node starts again with another one in its configuration', async () => {
    await ensureAdmin(node.context, { ...admin, password: 'another password', division: '140000' });
    expect(await problemOf(signInStaff(node))).toBe('none');
  });

  it('have no password in the database', async () => {
    const dump = await dumpTables(node.context.db);
    expect(dump).toContain(admin.username);
    expect(dump).not.toContain(admin.password);
    expect(dump).not.toContain(Buffer.from(admin.password).toString('hex'));
  });
});
