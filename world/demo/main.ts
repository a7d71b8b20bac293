import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createDatabase, ensurePostgres, removePostgres } from '@tongxing/server/embedded-postgres';
import { provinces } from '../provinces.ts';
import { startWorld, type World } from '../world.ts';
import { openCheckpoints } from './checkpoint-app.ts';
import { buildCitizenApp } from './citizen-app.ts';
import { demoPorts, requireFreePorts } from './ports.ts';
import { seed } from './seed.ts';
import { describeWorld } from './welcome.ts';

const { values: options } = parseArgs({
  options: { fresh: { type: 'boolean', default: false }, name: { type: 'string', default: 'demo' } },
});
/** Demos of other names live side by side, each with data of its own. */
const instance = options.name;
const folder = fileURLToPath(new URL(`../../.data/${instance}/`, import.meta.url));
const began = performance.now();

const progress = (step: string) => {
  // Interrupted while starting: the part that is being started is let finish, then everything is ended in order.
  if (stopping !== undefined) throw new Error('interrupted');
  console.log(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${step}`);
};

/** Ends everything in the opposite order of its start. */
const stops: (() => Promise<unknown>)[] = [];
let stopping: Promise<void> | undefined;

async function stop(): Promise<void> {
  await started.catch(() => undefined);
  for (const end of stops.splice(0).toReversed()) await end();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping !== undefined) return;
    progress('stopping, everything is kept / 正在停止,数据都已保留');
    stopping = stop().then(() => process.exit(0));
  });
}

const started = start(options.fresh);
try {
  await watch(await started);
} catch (error) {
  // Stopped on purpose: whoever stops it ends the process.
  if (stopping === undefined) {
    await stop();
    console.error(explain(error));
    process.exit(1);
  }
}

async function start(fresh: boolean): Promise<World> {
  await requireFreePorts();
  if (fresh) progress('starting over: deleting the data of the demo / 清除演示数据');
  // Where the folder was deleted, by whoever cloned anew say, its keys are gone: nobody can read what the database still holds.
  if (fresh || !existsSync(folder)) {
    await removePostgres({ name: instance });
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  progress('database / 数据库');
  const postgres = await ensurePostgres({ instance });
  stops.push(() => postgres.release());
  const database = (division: string) => `node_${division}`;
  for (const { division } of provinces) await createDatabase(postgres, database(division));
  const world: World = await startWorld({
    folder,
    socketFolder: postgres.socketDir,
    databaseUrl: (division) => postgres.url(database(division)),
    ports: demoPorts(),
    progress,
  });
  stops.push(() => world.stop());
  progress('people, through the public API / 通过公开接口录入演示人物');
  await seed(world, join(folder, 'seeded.json'));
  const enrolments = await openCheckpoints(world, progress);
  progress('ready / 就绪');
  console.log(describeWorld(world, enrolments, [folder, postgres.dataDir]));
  stops.push(buildCitizenApp(world, progress));
  return world;
}

/** A part that ends by itself is a defect: the demo says so and ends as a whole, and the next start goes on from the data. */
async function watch(world: World): Promise<void> {
  const processes = Object.values(world.nodes).flatMap((node) => node.processes.map((part) => ({ node, part })));
  const { node, part } = await Promise.race(processes.map(async (each) => hasEnded(each)));
  if (stopping !== undefined) return;
  throw new Error(
    `the ${part.role} process of ${node.name.en} has ended. Start again: everything acknowledged is kept.`,
  );
}

async function hasEnded<T extends { part: { ended: Promise<unknown> } }>(each: T): Promise<T> {
  await each.part.ended;
  return each;
}

function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') {
    return 'The disk is full. Free some space and start again; nothing that was acknowledged is lost.\n磁盘已满。请清理后重新启动;已确认的内容都在。';
  }
  return message;
}
