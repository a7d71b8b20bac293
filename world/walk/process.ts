import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
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

export interface WalkProcess {
  readonly url: string;
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts the walk as a process that ends when this one does. @throws Error with what it said before it ended */
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
  const child = spawn(process.execPath, [main, ...args, '--follow-stdin'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const complaint: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaint.push(chunk.toString('utf8')));
  const ready = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>,
    ended.then(() => undefined),
  ]);
  const url = ready?.[0].split(' ')[2];
  if (url === undefined) throw new Error(`the walk did not start: ${complaint.join('').trim()}`);
  return {
    url,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
