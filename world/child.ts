import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program of the world that runs as a process of its own. */
export interface Child {
  /** The words of its first line, which says `ready`; empty for one that did its work and ended. */
  readonly ready: readonly string[];
  /** Settles with the exit code when the process has ended, for whatever reason; null after a signal. */
  readonly ended: Promise<number | null>;
  /** The latest megabyte of all it has printed. */
  output(): string;
  /** Ends it and settles with its exit code. */
  stop(signal?: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>;
}

/** @param complaint what the program printed before it ended */
export class ChildStartError extends Error {
  readonly code = 'not-started';

  constructor(name: string, complaint: string) {
    super(`${name} did not start: ${complaint}`);
    this.name = 'ChildStartError';
  }
}

/**
 * Starts a program with the running Node and settles once it says that it is ready, or has ended with 0. Its standard input is a
 * pipe that this process holds: when this process is gone, however it ended, the program sees that and ends as well.
 * @throws ChildStartError
 */
export async function startChild(
  name: string,
  program: string,
  args: readonly string[],
  flags: readonly string[] = [],
): Promise<Child> {
  const child = spawn(process.execPath, [...flags, program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let complaint = '';
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed = (printed + chunk.toString('utf8')).slice(-1_000_000)));
  }
  const complain = (chunk: Buffer) => {
    complaint += chunk.toString('utf8');
  };
  child.stderr.on('data', complain);
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>,
    ended.then((code) => (code === 0 ? undefined : null)),
  ]);
  if (line === null) throw new ChildStartError(name, complaint.trim());
  // What it says from now on belongs to the operator.
  child.stderr.off('data', complain);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  return {
    ready: line?.[0].split(' ') ?? [],
    ended,
    output: () => printed,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
