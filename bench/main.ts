import { run as b2 } from './b2.ts';
import { run as b3 } from './b3.ts';
import { run as b9 } from './b9.ts';
import { describeLoad, describeMachine } from './machine.ts';
import { type BenchLine, exitCodeOf, formatLine, NORMAL_SAMPLE, QUICK_SAMPLE, type Sample } from './result.ts';

const BENCHES: Readonly<Record<string, (sample: Sample) => Promise<BenchLine[]>>> = { B2: b2, B3: b3, B9: b9 };

/** `npm run bench [-- B2 B9 … --quick]`; no name: all. One line a figure; exit 1 when a budget is missed. */
async function main(words: readonly string[]): Promise<0 | 1> {
  const asked = words.filter((word) => word !== '--quick');
  const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0) {
    console.error(
      `There is no bench ${unknown.join(', ')}; there are: ${Object.keys(BENCHES).join(', ')}. Option: --quick.`,
    );
    return 1;
  }
  console.log(describeMachine());
  const quick = words.includes('--quick');
  if (quick) console.log('quick: smaller samples, a hint and no evidence');
  const lines: BenchLine[] = [];
  for (const [name, run] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    for (const line of await run(quick ? QUICK_SAMPLE : NORMAL_SAMPLE)) {
      console.log(formatLine(line));
      lines.push(line);
    }
  }
  console.log(`load at the end ${describeLoad()}`);
  return exitCodeOf(lines);
}

process.exitCode = await main(process.argv.slice(2));
