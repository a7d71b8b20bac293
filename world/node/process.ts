import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Role } from '@tongxing/server';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

export interface NodeProcess {
  readonly role: Role;
  readonly managementUrl: string;
  /** Settles with the exit code when the process has ended, for whatever reason. */
  readonly ended: Promise<number | null>;
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts one process of a node and settles once it serves. @throws Error with what it said before it ended */
export async function startNodeProcess(role: Role, configFile: string, managementPort: number): Promise<NodeProcess> {
  const child = spawn(process.execPath, [main, role, configFile, String(managementPort)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const complaint: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaint.push(chunk.toString('utf8')));
  const ready = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>,
    ended.then(() => undefined),
  ]);
  if (ready === undefined && !(role === 'migrate' && (await ended) === 0)) {
    throw new Error(`${role} did not start: ${complaint.join('').trim()}`);
  }
  // What it logs later belongs to the operator.
  complaint.length = 0;
  child.stdout.pipe(process.stderr, { end: false });
  return {
    role,
    managementUrl: ready?.[0].split(' ')[2] ?? '',
    ended,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}
