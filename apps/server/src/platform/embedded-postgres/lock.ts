import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresError } from './error.ts';

const POLL_MS = 50;

/**
 * Runs `work` while no other process of this machine runs work under the same name.
 *
 * The lock is a listening socket rather than a file: the kernel takes it back when its holder dies in any way, so
 * there is no stale lock to guess about. Linux has names without files for it (unix(7), "abstract"); elsewhere a
 * loopback port derived from the name stands in.
 *
 * @throws EmbeddedPostgresError `lock-timeout` when another process holds it for longer than `timeoutMs`
 */
export async function withLock<T>(name: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const digest = createHash('sha256').update(name).digest();
  const attempts = Math.ceil(timeoutMs / POLL_MS);
  for (let attempt = 0; attempt <= attempts; attempt++) {
    const held = await listen(digest);
    if (held !== undefined) {
      try {
        return await work();
      } finally {
        await new Promise((closed) => held.close(closed));
      }
    }
    await pause(POLL_MS);
  }
  throw new EmbeddedPostgresError(
    'lock-timeout',
    `Another process has been starting or stopping the database for ${Math.round(timeoutMs / 1000)} s. Wait for it, or end it.`,
  );
}

function listen(digest: Buffer): Promise<Server | undefined> {
  const address =
    process.platform === 'linux'
      ? { path: `\0tongxing-${digest.toString('hex', 0, 16)}` }
      : { host: '127.0.0.1', port: 20_000 + (digest.readUInt16BE(0) % 20_000) };
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}
