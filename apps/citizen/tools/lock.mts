import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const name = createHash('sha256')
  .update(import.meta.dirname)
  .digest();
/** An address that the system takes back by itself when its holder ends, however that ends. */
const address =
  process.platform === 'linux'
    ? { path: `\0tongxing-citizen-${name.toString('hex', 0, 16)}` }
    : { host: '127.0.0.1', port: 20_000 + (name.readUInt16BE(0) % 12_000) };
const againMs = 200;

/** Does something to this folder that only one program may do at a time; whoever comes meanwhile waits. */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  const lock = createServer();
  while ((await listen(lock)) === 'EADDRINUSE') await wait(againMs);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

function listen(lock: ReturnType<typeof createServer>): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(error.code) : reject(error);
    lock.once('error', failed).listen(address, () => {
      lock.off('error', failed);
      resolve(undefined);
    });
  });
}
