import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createManualClock } from '../../../test/manual-clock.ts';
import { inventPerson } from '../../../test/people.ts';
import { openDatabase, type DbHandle } from '../../platform/db.ts';
import { createDatabase, databaseUrl, dropDatabase } from '../../platform/embedded-postgres/index.ts';
import { migrate } from '../../platform/migrate.ts';
import { createSeal } from '../../platform/seal.ts';
import { listDocuments } from './documents.ts';
import { identityOf, matchIdentities } from './people.ts';
import { describeMe, personCard } from './person.ts';

const migrations = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const seal = createSeal(new Map([[1, randomBytes(32)]]), randomBytes(32));
const clock = createManualClock();
const deps = { seal, clock };
const person = inventPerson('140105', '王秀英');
const [personId, accountId] = [randomUUID(), randomUUID()];
const name = `test_upgrade_${randomBytes(6).toString('hex')}`;

let handle: DbHandle;
beforeAll(async () => {
  const server = inject('postgres');
  await createDatabase(server, name);
  const pool = new pg.Pool({ connectionString: databaseUrl(server, name), max: 2 });
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  await pool.query('create table migration (name text primary key)');
  for (const file of (await readdir(migrations)).toSorted().filter((one) => one < '0008')) {
    await pool.query(await readFile(migrations + file, 'utf8'));
    await pool.query('insert into migration (name) values ($1)', [file]);
  }
  await insertAsReleased(pool);
  await migrate(pool);
  await pool.end();
  handle = openDatabase(databaseUrl(server, name), 2);
});
afterAll(async () => {
  await handle.close();
  await dropDatabase(inject('postgres'), name);
});

/** A person and her account, as version 0.1 wrote them: 11 digits, and the name as it stood. */
async function insertAsReleased(pool: pg.Pool): Promise<void> {
  const phone = [seal.seal('phone', person.phone), seal.index('phone', person.phone)];
  await pool.query('insert into document_person values ($1, $2)', [
    seal.index('document', `10:${person.documentNumber}`),
    personId,
  ]);
  await pool.query(
    `insert into person (person_id, document_type, document_sealed, name_sealed, phone_sealed, phone_index, name_index,
                         residence_division, verified_at) values ($1, '10', $2, $3, $4, $5, $6, '140105', $7)`,
    [
      personId,
      seal.seal('document', person.documentNumber),
      seal.seal('name', person.name),
      ...phone,
      seal.index('name', person.name),
      clock.now(),
    ],
  );
  await pool.query(
    'insert into account (account_id, phone_sealed, phone_index, person_id, created_at) values ($1, $2, $3, $4, $5)',
    [accountId, ...phone, personId, clock.now()],
  );
  await pool.query('insert into phone_account values ($1, $2)', [phone[1], accountId]);
}

describe('a person of the first version', () => {
  it('has one document, which her code shows', async () => {
    expect(await listDocuments(handle.db, deps, personId)).toMatchObject([
      {
        documentType: '10',
        maskedName: '王*英',
        lastFour: person.documentNumber.slice(-4),
        shown: true,
        renewed: false,
      },
    ]);
    expect(await personCard(handle.db, deps, personId)).toMatchObject({ maskedName: '王*英', documentType: '10' });
  });

  it('is who she was, with the phone as it was written', async () => {
    expect(await identityOf(handle.db, deps, personId)).toMatchObject({
      documentNumber: person.documentNumber,
      name: person.name,
      phone: person.phone,
      hasMainlandPhone: true,
    });
    expect(await describeMe(handle.db, deps, { accountId, personId })).toMatchObject({
      verified: true,
      maskedPhone: `${person.phone.slice(0, 3)}****${person.phone.slice(-4)}`,
    });
  });

  it.each([
    ['as it was', person.phone],
    ['with its country', `+86${person.phone}`],
  ])('is found for another province, her phone written %s', async (_how, phone) => {
    const claim = { documentType: '10', documentNumber: person.documentNumber, name: person.name, phone };
    expect((await matchIdentities(handle.db, deps, [claim]))[0]).toEqual({ match: 'match', personId });
    expect((await matchIdentities(handle.db, deps, [{ ...claim, name: '王秀芳' }]))[0]).toEqual({ match: 'identity' });
  });
});
