import { fileURLToPath } from 'node:url';
import { startChild, type Child } from '../child.ts';
import type { SideName } from './settings.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

export interface WalkProcessOptions {
  readonly port: number;
  readonly nodes: Readonly<Record<SideName, string>>;
  /** Files that hold the passwords of the administrators. */
  readonly adminFiles: Readonly<Record<SideName, string>>;
  readonly smsManagementUrl: string;
  readonly rootsFile: string;
}

export interface WalkProcess extends Child {
  readonly url: string;
}

/** Starts the walk as a process that ends when this one does. @throws ChildStartError with what it said before it ended */
export async function startWalkProcess(options: WalkProcessOptions): Promise<WalkProcess> {
  const flags = {
    port: String(options.port),
    shanxi: options.nodes.shanxi,
    shandong: options.nodes.shandong,
    'shanxi-admin': options.adminFiles.shanxi,
    'shandong-admin': options.adminFiles.shandong,
    'sms-management': options.smsManagementUrl,
    roots: options.rootsFile,
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const child = await startChild('the walk', main, [...args, '--follow-stdin']);
  return { ...child, url: child.ready[2] ?? '' };
}
