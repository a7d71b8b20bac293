import { openDatabase, type Tx } from '../../../platform/db.ts';
import { during } from '../../../platform/fault-points.ts';
import { createLog } from '../../../platform/log.ts';
import { readProvince } from '../../../province.ts';
import { supersedeStripsOf } from '../../code/index.ts';
import type { ColourChange } from '../../decision/index.ts';
import { tellColours } from '../../notification/index.ts';
import { createPackSource } from '../../policy/index.ts';
import { recolouringJobs } from '../index.ts';

/** What this process is told in its only argument, as JSON. */
export interface Orders {
  readonly databaseUrl: string;
  readonly provinceFolder: string;
  /** In hexadecimal. */
  readonly permutationKey: string;
  readonly now: string;
  readonly recolouringId: string;
  /** The point at which it dies at once, as by the hand of the system, at the nth time. */
  readonly point: string;
  readonly nth: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
let reached = 0;
const faults = {
  reach(point: string): void {
    if (point === orders.point) reached += 1;
    if (reached === orders.nth) process.kill(process.pid, 'SIGKILL');
  },
};
const { db, close } = openDatabase(orders.databaseUrl, 4, { faults });
const context = {
  db,
  clock: { now: () => new Date(orders.now) },
  log: createLog('error'),
  province: await readProvince(orders.provinceFolder, '140000'),
  permutationKey: Buffer.from(orders.permutationKey, 'hex'),
};
const coloursChanged = async (tx: Tx, changes: readonly ColourChange[]) => {
  await supersedeStripsOf(
    tx,
    context,
    changes.map(({ personId }) => personId),
  );
  await tellColours(tx, context, changes);
};
const jobs = recolouringJobs({ ...context, packs: createPackSource(), coloursChanged });
const [search, work] = ['recolouring.search', 'recolouring.work'].map((name) => jobs.find((job) => job.name === name)!);

await during('recolouring', async () => {
  await search!.run({ recolouringId: orders.recolouringId });
  const open = () =>
    db.selectFrom('recolouring_batch').select('number').where('done_at', 'is', null).limit(1).executeTakeFirst();
  while ((await open()) !== undefined) await work!.run({ lane: '0' });
});
await close();
process.stdout.write('whole');
