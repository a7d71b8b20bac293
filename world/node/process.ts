import { fileURLToPath } from 'node:url';
import type { Role } from '@tongxing/server/node';
import { startChild, type Child } from '../child.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

export interface NodeProcess extends Child {
  readonly role: Role;
  readonly managementUrl: string;
}

/** What is said to Node itself. Deciding on a province makes much that is soon forgotten: with room for it less has to be moved. */
const flagsOf: Partial<Record<Role, readonly string[]>> = { jobs: ['--max-semi-space-size=64'] };

/** Starts one process of a node and settles once it serves, or, for `migrate`, once it is done. @throws ChildStartError */
export async function startNodeProcess(
  role: Role,
  configFile: string,
  managementPort: number,
  faults?: 'with-fault-points',
): Promise<NodeProcess> {
  const args = [role, configFile, String(managementPort), ...(faults === undefined ? [] : [faults])];
  const child = await startChild(role, main, args, flagsOf[role]);
  return { ...child, role, managementUrl: child.ready[2] ?? '' };
}
