import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT, runNode } from './run.ts';
import { prepareBrowser } from './test/browser.ts';
import { type Count, countStories, countVitest, failuresOf, sum, type VitestReport } from './test/count.ts';

const STORIES = join(CHECKOUT, 'world/stories/main.ts');

/** Every test of the project, in every tier: the tiers differ in the sample sizes that the tests print. */
async function main(): Promise<Count> {
  const { values } = parseArgs({ options: { tier: { type: 'string', default: 'normal' } } });
  const tier = values.tier;
  if (!['quick', 'normal', 'full'].includes(tier)) return failure(`Unknown tier "${tier}": quick, normal or full.`);
  const todo = await prepareBrowser();
  if (todo !== undefined) return failure(todo);
  console.log(`Tier ${tier}: every test runs in every tier; they differ in sample sizes only.`);
  const env = { TONGXING_TIER: tier };
  // Stories wait more than they work: they are lived beside the tests, which work more than they wait.
  const [tests, stories] = await Promise.all([runVitest(env), runStories(env)]);
  for (const failure of [...tests.failures, ...stories.failures]) console.error(`\nFAILED ${failure}`);
  return sum([tests.count, stories.count]);
}

interface Run {
  readonly count: Count;
  readonly failures: readonly string[];
}

async function runVitest(env: Record<string, string>): Promise<Run> {
  const dir = await mkdtemp(join(tmpdir(), 'tx-test-'));
  const reportFile = join(dir, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { exitCode } = await runNode(['node_modules/vitest/vitest.mjs', 'run', '--allowOnly=false', ...reporters], {
    env,
    show: true,
  });
  const report = await readFile(reportFile, 'utf8').then(
    (text) => JSON.parse(text) as VitestReport,
    () => undefined,
  );
  await rm(dir, { recursive: true });
  return { count: countVitest(report, exitCode), failures: failuresOf(report) };
}

/** The longest story is lived beside all others, each in a world of its own. */
const lanes = [['recognition'], ['--except', 'recognition']] as const;

async function runStories(env: Record<string, string>): Promise<Run> {
  if (!existsSync(STORIES)) return { count: failure('There are no stories.'), failures: [] };
  const told = await Promise.all(lanes.map((asked) => runNode([STORIES, ...asked], { env, show: true })));
  const failed = told.flatMap(
    ({ output }) => /^story \S+: step \d+ failed: [^]*/m.exec(output)?.[0].slice(0, 4000) ?? [],
  );
  return { count: sum(told.map(({ output, exitCode }) => countStories(output, exitCode))), failures: failed };
}

function failure(message: string): Count {
  console.error(message);
  return { passed: 0, failed: 1 };
}

const { passed, failed } = await main().catch((error: unknown) => failure(String(error)));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
