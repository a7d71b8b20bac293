import { createServer } from 'node:net';
import { once } from 'node:events';
import { provinces } from '../provinces.ts';
import { catalogue } from '../simulators/catalogue.ts';
import type { WorldPorts } from '../world.ts';

/**
 * Added to every port of the demo, so that two demos or another program can have the usual ones. Those lie below the ones that systems
 * give to outgoing connections: found free, they are free when a process comes to listen.
 */
const base = Number(process.env['TONGXING_PORT_BASE'] ?? 0);

const simulatorBase = 14_700;
const roles = ['web', 'jobs', 'signer', 'migrate'];

export function demoPorts(): WorldPorts {
  const province = (division: string) => provinces.find((each) => each.division === division)?.port ?? 0;
  return {
    web: (division) => base + province(division),
    management: (division, role) => base + province(division) + 1 + roles.indexOf(role),
    simulator: (name) => {
      const entry = catalogue.find((each) => each.name === name);
      if (entry === undefined) throw new Error(`there is no simulator ${name}`);
      return { port: base + simulatorBase + entry.port, managementPort: base + simulatorBase + entry.managementPort };
    },
  };
}

/** @throws Error naming the ports that other programs hold, and what to do */
export async function requireFreePorts(): Promise<void> {
  if (!Number.isInteger(base) || base < -10_000 || base > 18_000) {
    throw new Error('TONGXING_PORT_BASE must be a whole number between -10000 and 18000.');
  }
  const ports = demoPorts();
  const wanted = [
    ...provinces.flatMap(({ division }) => [
      ports.web(division),
      ...['web', 'jobs', 'signer'].map((role) => ports.management(division, role)),
    ]),
    ...catalogue.flatMap(({ name }) => Object.values(ports.simulator(name))),
  ];
  const taken: number[] = [];
  for (const port of wanted) if (!(await isFree(port))) taken.push(port);
  if (taken.length === 0) return;
  const which = taken.length === 1 ? `Port ${taken[0]} is taken` : `Ports ${taken.join(', ')} are taken`;
  throw new Error(
    `${which}: another demo may be running. End it, or shift all ports: TONGXING_PORT_BASE=1000 npm start\n` +
      `端口 ${taken.join(', ')} 已被占用,可能有另一个演示在运行。请先结束它,或整体平移端口:TONGXING_PORT_BASE=1000 npm start`,
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  } finally {
    server.close();
  }
}
