import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const CHECKOUT = dirname(dirname(fileURLToPath(import.meta.url)));

export type RunOptions = {
  env?: Record<string, string>;
  /** true shows what the program prints while it runs; default false */
  show?: boolean;
};

export type RunResult = {
  /** 1 for a program that was ended by a signal or could not be started */
  exitCode: number;
  /** what it printed on both streams, in the order of arrival */
  output: string;
};

/**
 * Runs a program in the checkout to its end. When we are asked to stop, it is asked first, so that nothing is left
 * running; we then end as it ended.
 */
export async function run(
  program: string,
  args: readonly string[],
  { env = {}, show = false }: RunOptions = {},
): Promise<RunResult> {
  const child = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts: Buffer[] = [];
  for (const [stream, ours] of [[child.stdout, process.stdout] as const, [child.stderr, process.stderr] as const]) {
    stream.on('data', (chunk: Buffer) => {
      parts.push(chunk);
      if (show) ours.write(chunk);
    });
  }
  const stop = (signal: NodeJS.Signals) => void child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  let failure = '';
  const exitCode = await new Promise<number>((ended) => {
    child.once('error', (error) => {
      failure = `${program}: ${error.message}\n`;
      ended(1);
    });
    child.once('close', (code) => ended(code ?? 1));
  });
  for (const signal of signals) process.off(signal, stop);
  return { exitCode, output: Buffer.concat(parts).toString('utf8') + failure };
}

/** Runs a program of Node in the Node that runs us. */
export function runNode(args: readonly string[], options?: RunOptions): Promise<RunResult> {
  return run(process.execPath, args, options);
}
