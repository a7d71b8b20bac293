import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { provinces } from '../provinces.ts';
import { catalogue } from '../simulators/catalogue.ts';
import type { WorldPorts } from '../world.ts';

/** Below those that the kernel gives to whoever names none, and away from the demo's. */
const [lowest, highest] = [15_040, 32_640];
const blockSize = 64;
const blocks = (highest - lowest) / blockSize;

/** Of the block that this process holds, those it has not given out. */
let left: number[] = [];

/**
 * Ports that nobody uses and that no other process is given, even if nothing listens on them yet. A process holds whole blocks: it
 * listens on the first port of each until it ends, however it ends.
 * @param from the number of the block that is tried first
 */
export async function freePorts(count: number, from: number = randomInt(blocks)): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = left.shift();
    if (port === undefined) left = await holdBlock(from);
    else if (await isFree(port)) ports.push(port);
  }
  return ports;
}

async function holdBlock(from: number): Promise<number[]> {
  for (let tried = 0; tried < blocks; tried += 1) {
    const first = lowest + ((from + tried) % blocks) * blockSize;
    const holder = await listen(first);
    if (holder === undefined) continue;
    holder.unref();
    return Array.from({ length: blockSize - 1 }, (_, place) => first + 1 + place);
  }
  throw new Error('no block of ports is free');
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen(port);
  if (server === undefined) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

/** @returns undefined where somebody listens there already */
async function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
}

/** Every port of a world, drawn from those that are free. */
export async function freeWorldPorts(): Promise<WorldPorts> {
  const parts = [
    ...provinces.flatMap(({ division }) =>
      ['web', 'manage-web', 'manage-jobs', 'manage-signer', 'manage-migrate'].map((part) => `${division}/${part}`),
    ),
    ...catalogue.flatMap(({ name }) => [name, `${name}/management`]),
  ];
  const free = await freePorts(parts.length);
  const port = (part: string) => free[parts.indexOf(part)] as number;
  return {
    web: (division) => port(`${division}/web`),
    management: (division, role) => port(`${division}/manage-${role}`),
    simulator: (name) => ({ port: port(name), managementPort: port(`${name}/management`) }),
  };
}
