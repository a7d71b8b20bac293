import { defineConfig } from 'vitest/config';

const test = { pool: 'forks', testTimeout: 60_000, hookTimeout: 60_000 } as const;

/** Two projects, because only one of them is worth starting a database for. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...test,
          name: 'pure',
          include: ['packages/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
        },
      },
      {
        test: {
          ...test,
          name: 'system',
          include: ['apps/server/**/*.test.ts', 'world/**/*.test.ts'],
          globalSetup: ['apps/server/test/global-setup.ts'],
        },
      },
    ],
  },
});
