import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/test/longest-first.ts';

// Patience, not a measure: a test is not timed, and a busy machine is slow.
const test = {
  pool: 'forks',
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
} as const;

/** Of the programs in scripts/, the one that is tried against nodes. */
const withNode = 'scripts/conformance/{conformance,newcomer}.test.ts';

/** What measures or changes its own process has one to itself. */
const alone = ['apps/server/**/*memory.test.ts', 'apps/server/src/platform/**/*.test.ts'];

const withDatabase = { ...test, globalSetup: ['apps/server/test/global-setup.ts'] };

/** By what a test needs: nothing, a database, or processes of its own. */
export default defineConfig({
  test: {
    // One more than the cores of the smallest machine: a third of their time the tests wait for processes and clocks.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...test,
          name: 'pure',
          include: ['packages/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...configDefaults.exclude, withNode],
        },
      },
      {
        test: {
          ...withDatabase,
          name: 'server',
          include: ['apps/server/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...alone],
          // The server keeps nothing in its modules, so files may share them: reading all of it anew for each takes longer than many a test.
          isolate: false,
        },
      },
      {
        test: {
          ...withDatabase,
          name: 'system',
          include: [...alone, 'world/**/*.test.ts', withNode],
        },
      },
    ],
  },
});
