import { configDefaults, defineConfig } from 'vitest/config';

// Patience, not a measure: a test is not timed, and a busy machine is slow.
const test = {
  pool: 'forks',
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
} as const;

/** Of the programs in scripts/, the one that is tried against nodes. */
const withNode = 'scripts/conformance/{conformance,newcomer}.test.ts';

/** Two projects, because only one of them is worth starting a database for. */
export default defineConfig({
  test: {
    // One more than the cores of the smallest machine: a third of their time the tests wait for processes and clocks.
    maxWorkers: 3,
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
          ...test,
          name: 'system',
          include: ['apps/server/**/*.test.ts', 'world/**/*.test.ts', withNode],
          globalSetup: ['apps/server/test/global-setup.ts'],
        },
      },
    ],
  },
});
