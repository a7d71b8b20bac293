import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { readDataClasses, sealedColumns } from '../data-classes.ts';
import type { DbHandle } from './db.ts';
import { createLog } from './log.ts';
import { rekey } from './rekey.ts';
import { createSeal, type Seal } from './seal.ts';

const [first, second, indexKey] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const old = createSeal(new Map([[1, first]]), indexKey);
const both = createSeal(
  new Map([
    [1, first],
    [2, second],
  ]),
  indexKey,
);
const fresh = createSeal(new Map([[2, second]]), indexKey);
const columns = sealedColumns(readDataClasses());
const log = createLog('silent');

let handle: DbHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
});
afterAll(() => handle.close());

const people = 23;

/** People and accounts as they were sealed before the change. */
async function fill(seal: Seal): Promise<void> {
  await handle.db.deleteFrom('person').execute();
  await handle.db.deleteFrom('account').execute();
  for (let at = 0; at < people; at += 1) {
    const phone = `154${String(at).padStart(8, '0')}`;
    await handle.db
      .insertInto('person')
      .values({
        person_id: randomUUID(),
        document_type: '10',
        document_sealed: seal.seal('document', `1401051980030700${at}`),
        name_sealed: seal.seal('name', `王${at}`),
        phone_sealed: seal.seal('phone', phone),
        phone_index: seal.index('phone', phone),
        name_index: seal.index('name', `王${at}`),
        residence_division: '140105',
        verified_at: new Date(0),
      })
      .execute();
    await handle.db
      .insertInto('account')
      .values({
        account_id: randomUUID(),
        phone_sealed: seal.seal('phone', phone),
        phone_index: seal.index('phone', phone),
        created_at: new Date(0),
      })
      .execute();
  }
}

/** How many sealed values there are by the version of their key. */
async function versions(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const rows = await handle.db
    .selectFrom('person')
    .select(['document_sealed', 'name_sealed', 'phone_sealed'])
    .execute();
  const accounts = await handle.db.selectFrom('account').select('phone_sealed').execute();
  const values = [...rows.flatMap((row) => Object.values(row)), ...accounts.map((row) => row.phone_sealed)].filter(
    (value) => value !== null,
  );
  for (const value of values) counts[`version ${value[0]}`] = (counts[`version ${value[0]}`] ?? 0) + 1;
  return counts;
}

async function names(seal: Seal): Promise<string[]> {
  const rows = await handle.db.selectFrom('person').select('name_sealed').execute();
  return rows.map((row) => seal.open('name', row.name_sealed)).toSorted();
}

const allNames = Array.from({ length: people }, (_, at) => `王${at}`).toSorted();

describe('changing the seal key', () => {
  it('seals everything anew, in batches, so that the old key can be destroyed', async () => {
    await fill(old);
    expect(await versions()).toEqual({ 'version 1': 4 * people });
    expect(await rekey({ db: handle.db, seal: both, log }, columns, 5)).toBe(4 * people);
    expect(await versions()).toEqual({ 'version 2': 4 * people });
    expect(await names(fresh)).toEqual(allNames);
    expect(() => old.open('name', fresh.seal('name', 'x'))).toThrow('version 2');
  });

  it('goes on where it was stopped, and a second run finds nothing to do', async () => {
    await fill(old);
    let batches = 0;
    const failing: Seal = {
      ...both,
      seal(kind, value) {
        batches += 1;
        if (batches > 12) throw new Error('stopped');
        return both.seal(kind, value);
      },
    };
    await expect(rekey({ db: handle.db, seal: failing, log }, columns, 5)).rejects.toThrow('stopped');
    expect(await versions()).toEqual({ 'version 1': 4 * people - 10, 'version 2': 10 });
    expect(await names(both)).toEqual(allNames);
    expect(await rekey({ db: handle.db, seal: both, log }, columns, 5)).toBe(4 * people - 10);
    expect(await rekey({ db: handle.db, seal: both, log }, columns, 5)).toBe(0);
    expect(await names(fresh)).toEqual(allNames);
  });

  it('leaves what somebody changes meanwhile as they wrote it', async () => {
    await fill(old);
    const row = await handle.db.selectFrom('account').select('account_id').executeTakeFirstOrThrow();
    const changed = both.seal('phone', '15499999999');
    let once = true;
    const db = handle.db.withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        // After a batch has been read and before it is written.
        if (once && result.rows.some((read) => read['account_id'] === row.account_id)) {
          once = false;
          await handle.db
            .updateTable('account')
            .set({ phone_sealed: changed })
            .where('account_id', '=', row.account_id)
            .execute();
        }
        return result;
      },
    });
    await rekey({ db, seal: both, log }, columns, 5);
    const after = await handle.db
      .selectFrom('account')
      .select('phone_sealed')
      .where('account_id', '=', row.account_id)
      .executeTakeFirstOrThrow();
    expect(once).toBe(false);
    expect(fresh.open('phone', after.phone_sealed)).toBe('15499999999');
  });

  it('says so when a process still seals with the old key, since that key cannot be destroyed then', async () => {
    await fill(old);
    let late = true;
    const db = handle.db.withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        // The last column has been gone through: an account is made by a process of before.
        if (late && result.rows.some((read) => 'count' in read)) {
          late = false;
          const phone_index = old.index('phone', '1');
          const values = { account_id: randomUUID(), phone_index, created_at: new Date(0) };
          await handle.db
            .insertInto('account')
            .values({ ...values, phone_sealed: old.seal('phone', '1') })
            .execute();
        }
        return result;
      },
    });
    const accountLast = columns.toSorted((a, b) => Number(a.table === 'account') - Number(b.table === 'account'));
    await expect(rekey({ db, seal: both, log }, accountLast, 5)).rejects.toThrow('1 values of an older key');
  });
});
