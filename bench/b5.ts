import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { decodeStrip, presentStrip } from '@tongxing/codec';
import { type Client, createClient, routes } from '@tongxing/contract';
import pg from 'pg';
import { present, verifyAll } from './b2.ts';
import { copyIn } from './copy.ts';
import { type Answer, postRequest } from './http-connection.ts';
import { type Load, openLoad } from './load.ts';
import { type NodeUnderLoad, openNode } from './node-under-load.ts';
import { createKeyPair, signWith } from './province.ts';
import type { BenchResult, Sample } from './result.ts';
import { judge, type Round } from './rounds.ts';
import { type CheckpointDevice, enrolDevices, type HeldStrip, takeStrips } from './scan-traffic.ts';

/** Scans of a batch, the most that a device sends at once; batches of a turn; how many are on their way at the same time. */
const BATCH = 500;
const BATCHES = 8;
const TOGETHER = 4;
const STRIPS_EACH = 16;
/** Seconds from a strip's signing within which it is displayed: no further ahead than a device's clock may be. */
const SHOWN_WITHIN = 240;
const LIBRARY_ITEMS = 1024;
/** Milliseconds between two looks at the backlog. */
const LOOK = 25;

/**
 * B5: batches of 500 scans made without a network, signed by the device, uploaded to a running node up to its durable receipt,
 * four at a time. Beside it, in turns, COPY of as many rows of the same table, 500 a commit, four at a time. Every display is
 * distinct. Then the jobs process verifies the backlog, as the public route shows it, beside the library verifying presentations in
 * this process (the work of B2). Wall-clock time. While uploads are measured the bench holds the lock of the
 * verification, as another jobs process would.
 */
export async function run(sample: Sample): Promise<BenchResult[]> {
  const node = await openNode(sample.people);
  const pool = new pg.Pool({ connectionString: node.databaseUrl, max: TOGETHER + 1 });
  let load: Load | undefined;
  try {
    load = await openLoad(Number(new URL(node.url).port), TOGETHER, requireReceipt);
    const devices = await enrolDevices(node, TOGETHER);
    const displays = createDisplays(await takeStrips(node.clients, STRIPS_EACH));
    const staff = await signInStaff(node);
    const library = await openLibrary();
    const uploads: Round[] = [];
    const verifications: Round[] = [];
    for (let round = -1; round < sample.rounds; round += 1) {
      const release = await holdVerification(pool);
      const requests = await prepareBatches(displays, devices);
      const work = () => timed(() => load!.all(requests));
      const rows = prepareRows();
      const other = () => timed(() => copyAll(pool, rows));
      const [first, second] = round % 2 === 0 ? [work, other] : [other, work];
      const [a, b] = [await first(), await second()];
      const perSecond = await library();
      await release();
      const verified = await drain(staff);
      if (round < 0) continue;
      uploads.push(round % 2 === 0 ? { work: a, baseline: b } : { work: b, baseline: a });
      verifications.push({ work: verified, baseline: perSecond });
    }
    const common = { id: 'B5', unit: 'scans', per: 'second' } as const;
    return [
      judge({ ...common, name: 'upload to the receipt', budget: 0.4, baseline: 'COPY into the same table' }, uploads),
      judge(
        { ...common, name: 'verification of the backlog', budget: 0.6, baseline: 'the library alone' },
        verifications,
      ),
    ];
  } finally {
    load?.close();
    await pool.end();
    await node.close();
  }
}

/** Scans per second. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (BATCHES * BATCH * 1000) / (performance.now() - start);
}

function requireReceipt({ status, body }: Answer): void {
  const receipt = status === 200 ? (JSON.parse(body) as { received: number; alreadyKnown: number }) : undefined;
  if (receipt?.received !== BATCH || receipt.alreadyKnown !== 0) throw new Error(`answered ${status}: ${body}`);
}

interface Display {
  readonly text: string;
  readonly at: number;
}

/** Displays of the strips in turn, no two with the same index and time. */
function createDisplays(strips: readonly HeldStrip[]): () => Promise<Display> {
  let turn = 0;
  return async () => {
    const strip = strips[turn % strips.length]!;
    const second = Math.floor(turn / strips.length);
    turn += 1;
    if (second > SHOWN_WITHIN) throw new Error(`${strips.length} strips are too few for so many displays`);
    const at = decodeStrip(strip.bytes).claims.issuedAt + second;
    return { at, text: await presentStrip(strip.bytes, at, (message) => signWith(strip.key, message)) };
  };
}

/** Uploads as they go over the wire, signed beforehand by each device in turn. */
async function prepareBatches(
  next: () => Promise<Display>,
  devices: readonly CheckpointDevice[],
): Promise<Uint8Array[]> {
  const requests: Uint8Array[] = [];
  for (let n = 0; n < BATCHES; n += 1) {
    const scans = [];
    for (let i = 0; i < BATCH; i += 1) {
      const { text, at } = await next();
      const scannedAt = new Date(at * 1000).toISOString();
      scans.push({ scanId: randomUUID(), scannedAt, verdict: 'pass', findings: [], text });
    }
    const device = devices[n % devices.length]!;
    const payload = Buffer.from(JSON.stringify({ batchId: randomUUID(), scans }));
    const signature = Buffer.from(device.sign(payload)).toString('base64url');
    requests.push(
      postRequest('/checkpoint/scans', { payload: payload.toString('base64url'), signature }, device.token),
    );
  }
  return requests;
}

const COPY = `copy scan (venue_id, scan_id, scanned_at, device_id, received_at, online, verdict, findings) from stdin`;

/** The rows that uploads insert, ready to be sent. */
function prepareRows(): Uint8Array[] {
  const now = new Date().toISOString();
  const [venue, device] = [randomUUID(), randomUUID()];
  const row = () => [venue, randomUUID(), now, device, now, 'f', 'pass', '{}'].join('\t');
  return Array.from({ length: BATCHES }, () => Buffer.from(`${Array.from({ length: BATCH }, row).join('\n')}\n`));
}

async function copyAll(pool: pg.Pool, batches: Uint8Array[]): Promise<void> {
  const worker = async () => {
    const client = await pool.connect();
    try {
      for (let rows = batches.pop(); rows !== undefined; rows = batches.pop()) await copyIn(client, COPY, rows);
    } finally {
      client.release();
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
}

/** Keeps the node's own verification waiting until it is released. */
async function holdVerification(pool: pg.Pool): Promise<() => Promise<void>> {
  const client = await pool.connect();
  const lock = `(hashtext('checkpoint.verify-uploads'))`;
  await client.query(`select pg_advisory_lock${lock}`);
  return async () => {
    await client.query(`select pg_advisory_unlock${lock}`);
    client.release();
  };
}

/** Presentations per second by the library alone, while the node has nothing to do. */
async function openLibrary(): Promise<() => Promise<number>> {
  const issuer = createKeyPair();
  const presentations = await Promise.all(Array.from({ length: LIBRARY_ITEMS }, (_, n) => present(issuer, n)));
  const verify = verifyAll(issuer, presentations);
  await verify(0, LIBRARY_ITEMS);
  return async () => {
    const start = performance.now();
    await verify(0, LIBRARY_ITEMS);
    return (LIBRARY_ITEMS * 1000) / (performance.now() - start);
  };
}

async function signInStaff({ url, admin }: NodeUnderLoad): Promise<Client> {
  const anonymous = createClient(url, fetch);
  const { token } = await anonymous.call(routes.staffSignIn, { body: admin });
  return anonymous.as(token);
}

/** Waits until the backlog is empty. Scans per second from the first change that is seen to the last. */
async function drain(staff: Client): Promise<number> {
  const look = async () => (await staff.call(routes.getScanBacklog, {})).scans;
  const full = await look();
  let left = full;
  for (; left === full; left = await look()) await setTimeout(LOOK);
  const [begun, start] = [left, performance.now()];
  for (; left > 0; left = await look()) await setTimeout(LOOK);
  return (begun * 1000) / (performance.now() - start);
}
