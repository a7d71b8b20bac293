import { setTimeout as wait } from 'node:timers/promises';
import { createDatabase, removePostgres, startPostgres, type Postgres } from '@tongxing/server/embedded-postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { openDatabase, transact, type DbHandle } from './db.ts';
import { enqueue, runJobs, type JobRunner } from './jobs.ts';
import { createLog } from './log.ts';
import { migrate } from './migrate.ts';
import { noTelemetry } from './telemetry.ts';

const name = `queue-${process.pid}`;
const database = 'test_queue';
/** As many as the queue runs at once. */
const workers = 4;

let postgres: Postgres;
let handle: DbHandle;
beforeAll(async () => {
  postgres = await startPostgres({ name, durable: true });
  await createDatabase(postgres, database);
  handle = openDatabase(postgres.url(database), 16);
  await migrate(handle.pool);
});
afterAll(async () => {
  await handle.close();
  await removePostgres({ name });
});

const ask = (note: string) => transact(handle.db, (tx) => enqueue(tx, 'note', { note }));

function runNotes(run: (note: string) => Promise<void>): Promise<JobRunner> {
  const note = { name: 'note', run: (payload: Readonly<Record<string, string>>) => run(payload['note'] ?? '') };
  const log = createLog('silent');
  return runJobs({ pool: handle.pool, clock: systemClock, log, telemetry: noTelemetry, jobs: [note], ticks: [] });
}

async function left(): Promise<number> {
  const { rows } = await handle.pool.query<{ count: number }>('select count(*) from graphile_worker._private_jobs');
  return rows[0]?.count ?? -1;
}

function opening(): { gate: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  return { gate, open };
}

describe('the job queue', () => {
  it('runs a job once that takes longer than its worker is looked for', async () => {
    let begun = 0;
    const runner = await runNotes(async () => {
      begun += 1;
      await wait(4500);
    });
    await ask('long');
    await expect.poll(left).toBe(0);
    expect(begun).toBe(1);
    await runner.stop();
  });

  it('goes on after its database was killed while every worker was at work, and does again what was not written down', async () => {
    const before = opening();
    const begun: string[] = [];
    const runner = await runNotes(async (note) => {
      begun.push(note);
      await before.gate;
      // Each ends by itself: one end that could not be written down is harmless, the next is not.
      await wait(40 * Number(note));
      if (note === '3') throw new Error('its own failure cannot be written down either');
    });
    const notes = Array.from({ length: workers }, (_, n) => String(n));
    for (const note of notes) await ask(note);
    await expect.poll(() => begun.toSorted()).toEqual(notes);
    process.kill(postgres.pid, 'SIGKILL');
    await expect.poll(() => left().catch(() => 'gone')).toBe('gone');
    before.open();
    await wait(1000);
    postgres = await startPostgres({ name, durable: true });
    await expect.poll(() => begun.toSorted()).toEqual([...notes, ...notes].toSorted());
    await ask('9');
    await expect.poll(() => begun.at(-1)).toBe('9');
    await runner.stop();
  });

  it('stops also while its database is gone', async () => {
    const before = opening();
    let begun = 0;
    const runner = await runNotes(async () => {
      begun += 1;
      await before.gate;
    });
    for (let n = 0; n < workers; n += 1) await ask('late');
    await expect.poll(() => begun).toBe(workers);
    process.kill(postgres.pid, 'SIGKILL');
    await expect.poll(() => left().catch(() => 'gone')).toBe('gone');
    before.open();
    await runner.stop();
    postgres = await startPostgres({ name, durable: true });
    const after = await runNotes(() => Promise.resolve());
    await expect.poll(left).toBe(0);
    await after.stop();
  });
});
