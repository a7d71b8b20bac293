import { fileURLToPath } from 'node:url';
import { startChild, type Child } from '../child.ts';
import type { SimulatorName } from './catalogue.ts';
import type { SimulatorOptions } from './simulator.ts';

export interface SimulatorProcess extends Child {
  readonly url: string;
  readonly managementUrl: string;
}

/**
 * Starts a simulator as a process of its own, and settles once it answers. It ends by itself when this process does.
 * @throws ChildStartError with what the process said before it ended
 */
export async function startSimulatorProcess(name: SimulatorName, options: SimulatorOptions): Promise<SimulatorProcess> {
  const main = fileURLToPath(new URL(`./${name}/main.ts`, import.meta.url));
  const flags = ['--port', String(options.port), '--management-port', String(options.managementPort), '--follow-stdin'];
  if (options.stateFile !== undefined) flags.push('--state-file', options.stateFile);
  const child = await startChild(name, main, flags);
  const [, , url = '', managementUrl = ''] = child.ready;
  return { ...child, url, managementUrl };
}
