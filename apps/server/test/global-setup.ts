import type { TestProject } from 'vitest/node';
import { type Address, dropDatabases, ensurePostgres } from '../src/platform/embedded-postgres/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** the server all tests share: `inject('postgres')`; databases `test_…` are theirs, `template_…` are cloned */
    postgres: Address;
  }
}

/** Runs once per test run that has tests of the server or the world in it. Several runs may share the server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await ensurePostgres({ instance: 'test' });
  if (!server.adopted) for (const prefix of ['test_', 'template_']) await dropDatabases(server, prefix);
  project.provide('postgres', { socketDir: server.socketDir, port: server.port });
  return server.release;
}
