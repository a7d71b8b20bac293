import { randomUUID } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { createDatabase, removePostgres, startPostgres, type Postgres } from '@tongxing/server/embedded-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmedPledge, usual, type Citizen } from '../clients/citizen.ts';
import { enrolCheckpoint, type Checkpoint } from '../clients/checkpoint.ts';
import { createPhone, type Phone } from '../clients/phone.ts';
import { until } from '../clients/until.ts';
import { startLoad } from './load.ts';
import { openOneNode, type OneNode } from './one-node.ts';

const name = `killed-${process.pid}`;
const database = 'test_killed';
/** Milliseconds: a server and nine processes are started. */
const patience = 180_000;

let postgres: Postgres;
let node: OneNode;
let citizen: Citizen;
let phone: Phone;
let checkpoint: Checkpoint;

const text = () => phone.show(Math.floor(Date.now() / 1000));

beforeAll(async () => {
  postgres = await startPostgres({ name, durable: true });
  await createDatabase(postgres, database);
  node = await openOneNode(postgres.url(database));
  citizen = await node.arrive();
  await citizen.declare();
  await citizen.colour();
  await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
  phone = createPhone();
  await phone.takeStrips(citizen.client, 1);
  const venue = { name: '虚拟商场东门', placeType: 'mall' as const, division: '140105' };
  const { enrolmentCode } = await (await node.staff()).call(routes.createEnrolment, { body: { venue } });
  checkpoint = await enrolCheckpoint(node.url, enrolmentCode, []);
}, patience);
afterAll(async () => {
  await node.close();
  await removePostgres({ name });
}, patience);

/** Keeps everybody else from a table for as long as `meanwhile` takes. */
async function locking(table: string, meanwhile: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url(database) });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`begin; lock table ${table} in access exclusive mode`);
    await meanwhile();
  } finally {
    await client.end();
  }
}

async function column(statement: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: postgres.url(database) });
  await client.connect();
  try {
    return (await client.query<[string]>({ text: statement, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

describe('PostgreSQL is killed under load', () => {
  test(
    'clients are asked to come again, nothing acknowledged is lost, and the node goes on by itself',
    async () => {
      const declaration = { answers: usual(citizen.person).answers, pledge: await confirmedPledge(citizen.client) };
      const load = startLoad(citizen.client, declaration, checkpoint.client, text);
      await until('there is load', async () => (load.seen.scans.size >= 50 ? true : undefined));
      process.kill(postgres.pid, 'SIGKILL');
      await until('clients notice', async () => (load.seen.problems.size > 0 ? true : undefined));
      postgres = await startPostgres({ name, durable: true });
      expect(postgres.adopted).toBe(false);
      const before = { scans: load.seen.scans.size, declarations: load.seen.declarations.size };
      const goesOn = async () =>
        load.seen.scans.size > before.scans + 50 && load.seen.declarations.size > before.declarations
          ? true
          : undefined;
      await until('the node serves again', goesOn);
      const seen = await load.stop();

      expect([...seen.problems.keys()]).toEqual(['temporarily-unavailable']);
      expect(seen.withoutRetryAfter).toBe(0);
      expect([node.web, node.jobs, node.signer].map((process) => process.deaths())).toEqual([0, 0, 0]);
      const scans = new Set(await column('select scan_id from scan'));
      expect([...seen.scans].filter((scan) => !scans.has(scan))).toEqual([]);
      const declarations = new Set(await column('select declaration_id from declaration'));
      expect([...seen.declarations].filter((each) => !declarations.has(each))).toEqual([]);
      console.log(
        `${scans.size} scans and ${declarations.size} declarations, 503 ${seen.problems.get('temporarily-unavailable')} times`,
      );
    },
    patience,
  );

  test('jobs go on too: whoever declares now is decided on, and the log has it', async () => {
    const other = await node.arrive();
    await other.declare();
    const { colour, decisionId } = await other.colour();
    expect(colour).toBe('green');
    const proof = () =>
      other.client.call(routes.getDecisionProof, { params: { subjectId: decisionId } }).catch(() => undefined);
    expect((await until('the decision is in the log', proof)).kind).toBe('decision');
  });
});

describe('a database that hangs', () => {
  test('a lock that is not given back makes a caller wait five seconds, not for ever', async () => {
    const declaration = { answers: usual(citizen.person).answers, pledge: await confirmedPledge(citizen.client) };
    await locking('declaration', async () => {
      const began = Date.now();
      const refused = citizen.client.call(routes.declareHealth, { body: declaration });
      await expect(refused).rejects.toMatchObject({ code: 'temporarily-unavailable' });
      expect(Date.now() - began).toBeGreaterThan(4500);
    });
    expect((await citizen.client.call(routes.declareHealth, { body: declaration })).declarationId).toBeTruthy();
  });

  test('more callers than connections are asked to come again, and what needs no database is answered meanwhile', async () => {
    const declaration = { answers: usual(citizen.person).answers, pledge: await confirmedPledge(citizen.client) };
    // Each declaration is a transaction of its own; scans of one moment share a statement, and would fill no pool.
    await locking('declaration', async () => {
      const waiting = Array.from({ length: 40 }, () =>
        citizen.client.call(routes.declareHealth, { body: declaration }).then(
          () => 'answered',
          (error: { code?: string; message: string }) => error.code ?? error.message,
        ),
      );
      await until('every connection waits', async () => {
        const [count] = await column(`select count(*)::text from pg_stat_activity where wait_event_type = 'Lock'`);
        return Number(count) >= 16 ? true : undefined;
      });
      expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
      expect(new Set(await Promise.all(waiting))).toEqual(new Set(['temporarily-unavailable']));
    });
    await locking('session', async () => {
      const scans = Array.from({ length: 40 }, () =>
        checkpoint.client.call(routes.verifyCode, { body: { scanId: randomUUID(), text: 'TX1:' } }).then(
          () => 'answered',
          (error: { code?: string; message: string }) => error.code ?? error.message,
        ),
      );
      expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
      expect(new Set(await Promise.all(scans))).toEqual(new Set(['temporarily-unavailable']));
    });
    await until('it serves again', async () => ((await fetch(`${node.url}/readyz`)).status === 200 ? true : undefined));
  });

  test('a tick whose connection is cut runs again: its lock has gone with the connection', async () => {
    const [size = '0'] = await column('select count(*)::text from log_entry');
    await column(
      `select pg_terminate_backend(pid)::text from pg_stat_activity where application_name = 'tongxing' and pid <> pg_backend_pid()`,
    );
    // A connection that was cut a moment ago may be given to one request more, which is told to come again.
    await until('it serves again', async () => ((await fetch(`${node.url}/readyz`)).status === 200 ? true : undefined));
    const other = await node.arrive();
    await other.declare();
    await other.colour();
    const grown = async () =>
      Number((await column('select count(*)::text from log_entry'))[0]) > Number(size) ? true : undefined;
    await until('the log grows', grown);
    expect(node.jobs.deaths()).toBe(0);
  });
});
