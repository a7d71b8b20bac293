import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import pg from 'pg';
import { isValid, present } from './b2.ts';
import { createKeyPair } from './province.ts';
import { createPublicKey } from 'node:crypto';

/**
 * What B4 is held against, a process of its own: a Fastify route that imports one key, verifies two signatures, has the scan inserted
 * with those that arrived meanwhile, and answers after the commit. What it verifies lies ready in memory: nothing is decoded.
 */

const prepared = 512;
const [databaseUrl = ''] = process.argv.slice(2);
const issuer = createKeyPair();
const presentations = await Promise.all(Array.from({ length: prepared }, (_, n) => present(issuer, n)));
const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
await pool.query(`
  create table if not exists bench_scan (
    venue_id uuid not null, scan_id uuid not null, scanned_at timestamptz not null, device_id uuid not null,
    received_at timestamptz not null, online boolean not null, issuer text, validity_day date, idx bigint, display_time bigint,
    verdict text not null, findings text[] not null, primary key (venue_id, scan_id, scanned_at))`);

interface Row {
  readonly scanId: string;
  readonly n: number;
  readonly at: Date;
}
const insert = batches(async (rows: readonly Row[]) => {
  await pool.query(
    `insert into bench_scan
     select $1, s.scan_id, s.at, $1, s.at, true, '370000', '2026-11-24', s.n, s.n, 'pass', '{}'
       from unnest($2::uuid[], $3::timestamptz[], $4::bigint[]) as s (scan_id, at, n)`,
    [
      '00000000-0000-4000-8000-000000000001',
      rows.map(({ scanId }) => scanId),
      rows.map(({ at }) => at),
      rows.map(({ n }) => n),
    ],
  );
});

const app = fastify({ logger: false });
app.post<{ Body: { scanId: string; text: string; n: number } }>('/scan', async ({ body }) => {
  const { strip, display, holder } = presentations[body.n % prepared]!;
  const key = createPublicKey({ key: holder, format: 'der', type: 'spki' });
  if (!isValid(issuer.publicObject, strip) || !isValid(key, display)) throw new Error('a signature does not hold');
  await insert({ scanId: body.scanId, n: body.n, at: new Date() });
  return { verdict: 'pass' };
});
await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.((app.server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit());

/** What arrives while a batch is being written makes up the next. */
function batches<T>(write: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: { item: T; resolve(): void; reject(error: unknown): void }[] = [];
  let writing = false;
  const drain = async () => {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await write(batch.map(({ item }) => item)).then(
        () => batch.forEach(({ resolve }) => resolve()),
        (error: unknown) => batch.forEach(({ reject }) => reject(error)),
      );
    }
    writing = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!writing) void drain();
    });
}
