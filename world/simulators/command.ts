import { parseArgs } from 'node:util';
import type { Definition } from './program.ts';
import { startSimulator, type SimulatorOptions } from './simulator.ts';

const USAGE = 'usage: main.ts --port <number> --management-port <number> [--state-file <path>] [--follow-stdin]';

/**
 * Runs one simulator as a process: prints `ready <name> <url> <management url>` once it answers, and ends with 0 after
 * SIGTERM or SIGINT, or with `--follow-stdin` when its standard input ends, as it does when whoever started it is killed.
 */
export async function runCommand<A>(definition: Definition<A>): Promise<void> {
  const options = readOptions();
  const simulator = await startSimulator(definition, options).catch((error: unknown) => fail(explain(error, options)));
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await simulator.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  if (options.followStdin) process.stdin.on('end', () => void stop()).resume();
  process.stdout.write(`ready ${definition.name} ${simulator.url} ${simulator.managementUrl}\n`);
}

function readOptions(): SimulatorOptions & { followStdin: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        'management-port': { type: 'string' },
        'state-file': { type: 'string' },
        'follow-stdin': { type: 'boolean', default: false },
      },
    });
    const stateFile = values['state-file'];
    return {
      port: readPort(values.port),
      managementPort: readPort(values['management-port']),
      ...(stateFile !== undefined && { stateFile }),
      followStdin: values['follow-stdin'],
    };
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}

function readPort(value: string | undefined): number {
  if (value === undefined || !/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new Error('A port is a number from 0 to 65535.');
  return Number(value);
}

function explain(error: unknown, options: SimulatorOptions): string {
  const { code, message, port } = error as { code?: string; message: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port ?? options.port} is taken. Stop what uses it, or choose another port.`;
  return message;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
