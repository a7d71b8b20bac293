import { setTimeout as wait } from 'node:timers/promises';
import type { Role } from '@tongxing/server/node';
import { startNodeProcess, type NodeProcess } from './process.ts';

export interface SupervisedProcess extends NodeProcess {
  /** How often it has died without having been asked to. */
  deaths(): number;
}

const againMs = 100;

/**
 * Starts a process of a node, with fault points, and starts it again with the same configuration whenever it dies, as systemd does
 * with `Restart=always`. `ended` settles when it was stopped on purpose.
 */
export async function superviseNodeProcess(
  role: Role,
  configFile: string,
  managementPort: number,
): Promise<SupervisedProcess> {
  const start = () => startNodeProcess(role, configFile, managementPort, 'with-fault-points');
  const first = await start();
  let current = first;
  let deaths = 0;
  let stopping = false;
  const watch = async (): Promise<number | null> => {
    for (;;) {
      const code = await current.ended;
      if (stopping) return code;
      deaths += 1;
      current = await startAgain();
      if (stopping) await current.stop();
    }
  };
  const startAgain = async (): Promise<NodeProcess> => {
    for (;;) {
      await wait(againMs);
      try {
        return await start();
      } catch (error) {
        if (stopping) throw error;
      }
    }
  };
  const ended = watch();
  ended.catch(() => undefined);
  return {
    ...first,
    ended,
    deaths: () => deaths,
    async stop(signal) {
      stopping = true;
      await current.stop(signal);
      return ended;
    },
  };
}
