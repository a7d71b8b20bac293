import { ProblemError, problems, routes } from '@tongxing/contract';
import { createDatabase } from '@tongxing/server/embedded-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmedPledge, usual, type Citizen } from '../clients/citizen.ts';
import { createPhone, type Phone } from '../clients/phone.ts';
import { until } from '../clients/until.ts';
import { openOneNode, type OneNode } from './one-node.ts';
import { canMount, openLimitedDisk, openMountedDisk, type SmallDisk } from './small-disk.ts';

const database = 'test_full';
/** Milliseconds: a server and nine processes are started. */
const patience = 180_000;
/** More rows than a page of the database holds, so that a full table has to grow. */
const mostTries = 400;

const mountable = await canMount();
if (!mountable)
  console.log('this process may not mount a file system: a full disk is tried by a limit on file sizes only');
const disks: [string, (name: string) => Promise<SmallDisk>][] = [
  ['no file may grow', openLimitedDisk],
  ...(mountable ? [['the file system has no space left', openMountedDisk] as [string, typeof openMountedDisk]] : []),
];

describe.each(disks)('the disk of the database is full: %s', (_, openDisk) => {
  let disk: SmallDisk;
  let node: OneNode;
  let citizen: Citizen;
  let phone: Phone;
  const acknowledged: string[] = [];

  beforeAll(async () => {
    disk = await openDisk(`full-${process.pid}`);
    await createDatabase(disk.postgres, database);
    node = await openOneNode(disk.postgres.url(database));
    citizen = await node.arrive();
    await citizen.declare();
    await citizen.colour();
    await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
    phone = createPhone();
    await phone.takeStrips(citizen.client, 1);
    await node.invariants.check();
    await disk.fill(database);
  }, patience);
  afterAll(async () => {
    await node?.close();
    await disk?.remove();
  }, patience);

  async function declare(): Promise<ProblemError | undefined> {
    const body = { answers: usual(citizen.person).answers, pledge: await confirmedPledge(citizen.client) };
    try {
      acknowledged.push((await citizen.client.call(routes.declareHealth, { body })).declarationId);
      return undefined;
    } catch (error) {
      if (error instanceof ProblemError) return error;
      throw error;
    }
  }

  test('who wants to store something is told so, what it means, and when to come again', async () => {
    let refused: ProblemError | undefined;
    for (let tries = 0; refused?.code !== 'storage-full' && tries < mostTries; tries++) {
      refused = await declare();
      // Its connections were cut when the limit was set: that passes.
      if (refused !== undefined) expect(['storage-full', 'temporarily-unavailable']).toContain(refused.code);
    }
    expect(refused?.problem).toMatchObject({
      status: 503,
      retryAfterSeconds: 60,
      cure: { zh: problems['storage-full'].zh.cure, en: problems['storage-full'].en.cure },
    });
  });

  test('looking things up goes on, and her code needs no server', async () => {
    expect((await citizen.client.call(routes.getHealthInformation, {})).colour).toBe('green');
    expect((await citizen.client.call(routes.getCode, {})).scope).toBe('140100');
    expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
    expect(await phone.show(Math.floor(Date.now() / 1000))).toMatch(/^TX1:/);
  });

  test('with space again everything goes on by itself, and nothing acknowledged is lost', async () => {
    await disk.free();
    await until('she can declare', async () => ((await declare()) === undefined ? true : undefined));
    const client = new pg.Client({ connectionString: disk.postgres.url(database) });
    await client.connect();
    const { rows } = await client.query<{ declaration_id: string }>('select declaration_id from declaration');
    await client.end();
    const kept = new Set(rows.map((row) => row.declaration_id));
    expect(acknowledged.filter((declarationId) => !kept.has(declarationId))).toEqual([]);
    const other = await node.arrive();
    await other.declare();
    expect((await other.colour()).colour).toBe('green');
    expect(await node.invariants.check()).toBeGreaterThan(3);
    expect([node.web, node.jobs, node.signer].map((process) => process.deaths())).toEqual([0, 0, 0]);
  });
});
