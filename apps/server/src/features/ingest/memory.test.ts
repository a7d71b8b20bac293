import { memoryUsage } from 'node:process';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { withCheckCharacter } from '../../../test/people.ts';
import { hireSender, natHeader, sendTable, type Sender } from '../../../test/upload.ts';

const tier = process.env['TONGXING_TIER'] ?? 'quick';
const rows = { quick: 20_000, normal: 60_000, full: 1_000_000 }[tier] ?? 20_000;
const megabyte = 1_048_576;
/** What the batches, the buffers of the connection and the collector's ease may take, whatever the size of the file. */
const flat = 96;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let node: TestNode;
let sender: Sender;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  sender = await hireSender(node, '140100');
});
afterAll(() => node.close());

let most = 0;

/** A table that exists nowhere as a whole, in pieces of 64 KiB as a connection brings them; every thousandth row is damaged. */
async function* table(): AsyncGenerator<Buffer, void> {
  let piece = `${natHeader}\r\n`;
  for (let row = 0; row < rows; row += 1) {
    const born = new Date(Date.UTC(1950, 0, 1) + (row % 20_000) * 86_400_000).toISOString().slice(0, 10);
    const number = withCheckCharacter(`${140_105 + Math.floor(row / 20_000)}${born.replaceAll('-', '')}996`);
    const document = row % 1000 === 999 ? '1.40105E+17' : number;
    piece += `${document},阴性,2026/11/23 8:00,2026/11/23 20:00,太原市中心医院,混检,T${row}\r\n`;
    if (piece.length < 65_536) continue;
    yield Buffer.from(piece);
    piece = '';
    if (row % 5000 < 1000) collect();
    most = Math.max(most, memoryUsage.rss());
  }
  yield Buffer.from(piece);
}

describe('a file of many rows', () => {
  it('is taken in as it comes: the process does not grow with it', async () => {
    await sendTable(node, sender, `${natHeader}\n`).catch(() => undefined);
    collect();
    const before = memoryUsage.rss();
    const began = performance.now();
    const receipt = await sendTable(node, sender, Readable.from(table()));
    const seconds = (performance.now() - began) / 1000;
    const grown = (most - before) / megabyte;
    console.log(
      `tier ${tier}: ${rows} rows, ${Math.round(rows / seconds)} rows/s, grown by ${grown.toFixed(0)} MB at most`,
    );
    expect(receipt.rows).toBe(rows);
    expect(receipt.counts.refused).toBe(Math.floor(rows / 1000));
    expect(receipt.counts.waiting).toBe(rows - Math.floor(rows / 1000));
    expect(grown).toBeLessThan(flat);
  }, 3_600_000);
});
