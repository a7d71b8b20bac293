import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { hireSender, natTable, sendTable, type Sender } from '../../../test/upload.ts';
import { createSeal } from '../../platform/seal.ts';
import type { Orders } from './test/receive.ts';

const keys = [randomBytes(32), randomBytes(32)] as const;
const program = fileURLToPath(new URL('test/receive.ts', import.meta.url));

let node: TestNode;
let sender: Sender;
let citizens: Citizen[];
let folder: string;
beforeAll(async () => {
  node = await openTestNode({ division: '140000', seal: createSeal(new Map([[1, keys[0]]]), keys[1]) });
  sender = await hireSender(node, '140100');
  citizens = [];
  for (let made = 0; made < 3; made += 1) citizens.push(await declaredCitizen(node));
  folder = await mkdtemp(join(tmpdir(), 'tongxing-upload-'));
});
afterAll(async () => {
  await node.close();
  await rm(folder, { recursive: true, force: true });
});

/** Another process takes in the table and is killed; answers by what it ended. */
async function receiveAndDie(uploadId: string, table: string, point: string, nth: number): Promise<string> {
  const file = join(folder, uploadId);
  await writeFile(file, table);
  const orders: Orders = {
    databaseUrl: String(node.handle.pool.options.connectionString),
    provinceFolder: node.context.config.provinceFolder,
    keys: [keys[0].toString('hex'), keys[1].toString('hex')],
    now: node.clock.now().toISOString(),
    staffId: randomUUID(),
    division: sender.division,
    upload: { uploadId, kind: 'nat', division: sender.division },
    file,
    point,
    nth,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, JSON.stringify(orders)], (error, stdout, stderr) =>
      resolve(error === null ? stdout : (error.signal ?? stderr)),
    );
  });
}

/** How often each statement of an upload's institution is stored, as a fact or waiting. */
async function stored(institution: string) {
  const { rows: facts } = await sql<{ tube: string; found: number }>`
    select data ->> 'tube' as tube, count(*)::int as found from fact
     where within = 'upload' and data ->> 'institution' = ${institution} group by 1 order by 1`.execute(
    node.context.db,
  );
  const { rows: waiting } = await sql<{ found: number }>`
    select count(*)::int as found from pending_statement where document_index = any(${strangers.map((number) =>
      node.context.seal.index('document', `10:${number}`),
    )}::bytea[])`.execute(node.context.db);
  return { facts, waiting: waiting[0]?.found };
}

let strangers: string[] = [];

describe('an upload whose process is killed', () => {
  // 1,200 rows are three batches; the first of them has the three whom the node knows.
  it.each([
    ['uploadTable/before-commit', 1],
    ['uploadTable/after-commit', 1],
    ['uploadTable/before-commit', 2],
    ['uploadTable/before-commit', 3],
    ['uploadTable/after-commit', 3],
  ])('at %s for the %ith time, and sent again, has every row once', async (point, nth) => {
    const institution = `甲${point}${nth}`.replaceAll(/[^\p{L}\d]/gu, '');
    strangers = Array.from({ length: 1197 }, () => inventPerson('140105').documentNumber);
    const numbers = [...citizens.map(({ person }) => person.documentNumber), ...strangers];
    const table = natTable(...numbers.map((documentNumber, at) => ({ documentNumber, institution, tube: `K${at}` })));
    const uploadId = randomUUID();
    expect(await receiveAndDie(uploadId, table, point, nth)).toBe('SIGKILL');
    const receipt = await sendTable(node, sender, table, { uploadId });
    expect(receipt).toMatchObject({ state: 'done', rows: 1200, counts: { waiting: 1197, refused: 0, corrected: 0 } });
    expect(receipt.counts.new + receipt.counts.unchanged).toBe(3);
    expect(await stored(institution)).toEqual({
      facts: ['K0', 'K1', 'K2'].map((tube) => ({ tube, found: 1 })),
      waiting: 1197,
    });
    await node.settle();
  });

  it('shows what has arrived until then, and that it is not done', async () => {
    strangers = Array.from({ length: 700 }, () => inventPerson('140105').documentNumber);
    const uploadId = randomUUID();
    await receiveAndDie(
      uploadId,
      natTable(...strangers.map((documentNumber) => ({ documentNumber }))),
      'uploadTable/after-commit',
      1,
    );
    const answer = await node.app.inject({
      url: `/ingest/uploads/${uploadId}`,
      headers: { authorization: `Bearer ${sender.token}` },
    });
    expect(answer.json()).toMatchObject({ state: 'receiving', finishedAt: null, rows: 500, counts: { waiting: 500 } });
    expect((await stored('太原市中心医院')).waiting).toBe(500);
  });
});
