import type { AddressInfo } from 'node:net';
import { readConfig } from '@tongxing/server/config';
import { createKillSwitch } from './kill-switch.ts';
import { passingRoles, type Role, roles, startNode } from '@tongxing/server/node';
import { createMovableClock } from './movable-clock.ts';
import { serveManagement } from './management.ts';

/**
 * A process of a node in the world: the same node as in production, with a clock that a management port can move, and, where it is
 * asked for, points at which it can be killed. Production starts apps/server/src/main.ts, which has no such port.
 */
const [role, configFile, managementPort, faults] = process.argv.slice(2);
if (role === undefined || configFile === undefined || managementPort === undefined || !roles.includes(role as Role)) {
  console.error(`usage: node main.ts ${roles.join('|')} <config file> <management port> [with-fault-points]`);
  process.exit(2);
}

try {
  const clock = createMovableClock();
  const killSwitch = faults === 'with-fault-points' ? createKillSwitch() : undefined;
  const node = await startNode(role as Role, await readConfig(configFile), clock, killSwitch);
  const passing = passingRoles.includes(role as Role);
  const management = passing ? undefined : await serveManagement({ clock, killSwitch }, Number(managementPort));
  const stop = async () => {
    management?.closeAllConnections();
    management?.close();
    await node.stop();
    process.exit(0);
  };
  if (passing) await stop();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  // Whoever started this process holds the other end: when it is gone, however it ended, so is this.
  process.stdin.resume().once('end', () => void stop());
  const address = management?.address() as AddressInfo | undefined;
  if (address !== undefined) console.log(`ready ${role} http://127.0.0.1:${address.port}`);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(code === undefined ? message : `${code}: ${message}`);
  process.exit(1);
}
