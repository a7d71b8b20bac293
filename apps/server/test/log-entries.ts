import type { LogEntry } from '../src/features/transparency/index.ts';
import type { TestNode } from './node.ts';

/** What the log of a node says, oldest first, as anybody can read it. */
export async function logEntries(node: TestNode, kind: LogEntry['kind']): Promise<LogEntry[]> {
  await node.tick('transparency.sequence');
  const rows = await node.context.db.selectFrom('log_entry').select('entry').orderBy('log_index').execute();
  return rows.map(({ entry }) => JSON.parse(entry.toString('utf8')) as LogEntry).filter((entry) => entry.kind === kind);
}
