import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SimulatorName } from './catalogue.ts';
import type { SimulatorOptions } from './simulator.ts';

export interface SimulatorProcess {
  url: string;
  managementUrl: string;
  /** Ends it and settles with its exit code; null after SIGKILL. */
  stop(signal?: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>;
}

export class SimulatorStartError extends Error {
  readonly code = 'simulator-not-started';

  constructor(name: string, complaint: string) {
    super(`${name} did not start: ${complaint}`);
    this.name = 'SimulatorStartError';
  }
}

/**
 * Starts a simulator as a process of its own with the running Node, and settles once it answers. It ends by itself when
 * this process does, however that ends.
 *
 * @throws SimulatorStartError with what the process said before it ended
 */
export async function startSimulatorProcess(name: SimulatorName, options: SimulatorOptions): Promise<SimulatorProcess> {
  const main = fileURLToPath(new URL(`./${name}/main.ts`, import.meta.url));
  const flags = ['--port', String(options.port), '--management-port', String(options.managementPort), '--follow-stdin'];
  if (options.stateFile !== undefined) flags.push('--state-file', options.stateFile);
  const child = spawn(process.execPath, [main, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString('utf8');
  });
  const lines = createInterface({ input: child.stdout });
  const ready = await Promise.race([once(lines, 'line') as Promise<[string]>, ended.then(() => undefined)]);
  const [, , url, managementUrl] = ready?.[0].split(' ') ?? [];
  if (url === undefined || managementUrl === undefined) throw new SimulatorStartError(name, complaint.trim());
  return {
    url,
    managementUrl,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      return (await ended)[0];
    },
  };
}
