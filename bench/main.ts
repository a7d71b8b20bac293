import { run as b1 } from './b1.ts';
import { run as b10 } from './b10.ts';
import { run as b11 } from './b11.ts';
import { run as b2 } from './b2.ts';
import { run as b3Database } from './b3-database.ts';
import { run as b3 } from './b3.ts';
import { run as b4 } from './b4.ts';
import { run as b5 } from './b5.ts';
import { run as b6 } from './b6.ts';
import { run as b7 } from './b7.ts';
import { run as b12 } from './b12.ts';
import { run as b13 } from './b13.ts';
import { run as b8 } from './b8.ts';
import { run as b9 } from './b9.ts';
import { describeLoad, describeMachine } from './machine.ts';
import {
  type BenchLine,
  exitCodeOf,
  formatLine,
  FULL_SAMPLE,
  NORMAL_SAMPLE,
  QUICK_SAMPLE,
  type Sample,
} from './result.ts';

type Bench = (sample: Sample) => Promise<BenchLine[]>;

const BENCHES: Readonly<Record<string, readonly Bench[]>> = {
  B1: [b1],
  B2: [b2],
  B3: [b3, b3Database],
  B4: [b4],
  B5: [b5],
  B6: [b6],
  B7: [b7],
  B8: [b8],
  B9: [b9],
  B10: [b10],
  B11: [b11],
  B12: [b12],
  B13: [b13],
};

/** `npm run bench [-- B2 B9 … --quick | --full]`; no name: all. One line a figure; exit 1 when a budget is missed or a bench cannot run. */
async function main(words: readonly string[]): Promise<0 | 1> {
  const asked = words.filter((word) => word !== '--quick' && word !== '--full');
  const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0) {
    console.error(
      `There is no bench ${unknown.join(', ')}: ${Object.keys(BENCHES).join(', ')}; options --quick, --full.`,
    );
    return 1;
  }
  const quick = words.includes('--quick');
  const full = words.includes('--full') ? FULL_SAMPLE : NORMAL_SAMPLE;
  console.log(`${describeMachine()}, load ${describeLoad()}`);
  if (quick) console.log('quick: smaller samples, a hint and no evidence');
  const lines: BenchLine[] = [];
  for (const [id, benches] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(id)) continue;
    for (const bench of benches) lines.push(...(await measure(id, bench, quick ? QUICK_SAMPLE : full)));
  }
  console.log(`load at the end ${describeLoad()}`);
  return exitCodeOf(lines);
}

async function measure(id: string, bench: Bench, sample: Sample): Promise<BenchLine[]> {
  const lines = await bench(sample).catch((error: unknown): BenchLine[] => [{ id, failure: String(error) }]);
  for (const line of lines) console.log(formatLine(line));
  return lines;
}

process.exitCode = await main(process.argv.slice(2));
