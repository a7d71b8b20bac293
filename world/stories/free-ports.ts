import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { provinces } from '../provinces.ts';
import { catalogue } from '../simulators/catalogue.ts';
import type { WorldPorts } from '../world.ts';

/** Ports that nobody uses. They are held all at once, so that no two are the same, and released together. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return ports;
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

function close(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}
