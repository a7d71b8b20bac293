import { createReadStream } from 'node:fs';
import { openDatabase } from '../../../platform/db.ts';
import { during } from '../../../platform/fault-points.ts';
import { createSeal } from '../../../platform/seal.ts';
import { readProvince } from '../../../province.ts';
import { readDivisions } from '../../division/index.ts';
import { receiveTable } from '../receive.ts';
import type { FactTable } from '../reading/table-kinds.ts';

/** What this process is told in its only argument, as JSON. */
export interface Orders {
  readonly databaseUrl: string;
  readonly provinceFolder: string;
  /** 32 bytes each, in hexadecimal. */
  readonly keys: readonly [seal: string, index: string];
  readonly now: string;
  readonly staffId: string;
  readonly division: string;
  readonly upload: { readonly uploadId: string; readonly kind: FactTable; readonly division: string };
  readonly file: string;
  /** The point at which it dies at once, as by the hand of the system, at the nth time. */
  readonly point: string;
  readonly nth: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
const [sealKey, indexKey] = orders.keys.map((key) => Buffer.from(key, 'hex')) as [Buffer, Buffer];
let reached = 0;
const faults = {
  reach(point: string): void {
    if (point === orders.point) reached += 1;
    if (reached === orders.nth) process.kill(process.pid, 'SIGKILL');
  },
};
const { db, close } = openDatabase(orders.databaseUrl, 4, { faults });
const staff = { kind: 'staff', staffId: orders.staffId, role: 'health-data', division: orders.division } as const;
const deps = {
  db,
  clock: { now: () => new Date(orders.now) },
  seal: createSeal(new Map([[1, sealKey]]), indexKey),
  province: await readProvince(orders.provinceFolder, '140000'),
  divisions: await readDivisions(),
};
const tokenHash = Buffer.alloc(32);
await during('uploadTable', () =>
  receiveTable(deps, { ...staff, tokenHash } as never, orders.upload, createReadStream(orders.file)),
);
await close();
process.stdout.write('whole');
