import type { Config } from './config.ts';
import type { Clock } from './platform/clock.ts';
import type { FaultPoints } from './platform/fault-points.ts';
import { ensureKeys, openKeyFolder } from './platform/key-folder.ts';
import { serveSigner } from './platform/signer-socket.ts';
import type { Role, Stops } from './role.ts';

export { passingRoles, roles, type Role } from './role.ts';

export interface RunningNode {
  stop(): Promise<void>;
}

/** Starts one process of a node. Rejects, having released everything, when it cannot start. */
export async function startNode(role: Role, config: Config, clock: Clock, faults?: FaultPoints): Promise<RunningNode> {
  const stops: Stops = [];
  // In the opposite order of starting: what was opened first is used by what came after.
  const stop = async () => {
    for (const close of stops.splice(0).toReversed()) await close();
  };
  try {
    if (role === 'signer') await startSigner(config, stops, faults);
    else {
      // The process that holds the keys loads nothing but what signs.
      const { startServing } = await import('./serving-roles.ts');
      await startServing(role, config, clock, stops, faults);
    }
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startSigner(config: Config, stops: Stops, faults: FaultPoints | undefined): Promise<void> {
  if (!('keyFolder' in config.signer)) throw new Error('the signer role needs signer.keyFolder in its configuration');
  await ensureKeys(config.signer.keyFolder);
  const server = await serveSigner(await openKeyFolder(config.signer.keyFolder), config.signer.socket, faults);
  stops.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
}
