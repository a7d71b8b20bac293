import { parseArgs } from 'node:util';
import { conforms, describe, runConformance } from './conformance/run.ts';
import { readSetup } from './conformance/setup.ts';

const usage = 'npm run conformance -- <base-url> --settings <file>    (docs/protocol/conformance.md)';

/** Does a node keep the protocol between provinces? One line a requirement; exit 1 where it does not, 2 where that cannot be asked. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { settings: { type: 'string' } } });
  const [baseUrl] = positionals;
  if (baseUrl === undefined || values.settings === undefined) {
    console.error(usage);
    return 2;
  }
  const setup = await readSetup(baseUrl, values.settings);
  const results = await runConformance(setup, (result) => console.log(describe(result)));
  const count = (wanted: string) => results.filter(({ outcome }) => outcome === wanted).length;
  console.log(`${count('pass')} pass, ${count('fail')} fail, ${count('not-tested')} not tested`);
  return conforms(results) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The settings cannot be used: ${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 2;
}
